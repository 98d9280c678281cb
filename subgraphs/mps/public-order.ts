import type { SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity()
export class OrganizationElectronicIdentity {
  @PrimaryColumn('text') taxCode!: string;
  @Column('date') activatedOn!: string;
}

@Entity()
export class Seal {
  @PrimaryColumn('text') certificateNumber!: string;
  @Index({ unique: true }) @Column('text') taxCode!: string;
  @Column('date') registeredOn!: string;
}

@Entity()
export class SecurityCertificate {
  @PrimaryColumn('text') number!: string;
  @Index({ unique: true }) @Column('text') taxCode!: string;
  @Column('text') line!: string;
  @Column('date') issuedOn!: string;
}

@Entity()
export class FireSafetyApproval {
  @PrimaryColumn('text') number!: string;
  @Index({ unique: true }) @Column('text') taxCode!: string;
  @Column('date') approvedOn!: string;
}

@Entity()
export class TrafficAccidentCount {
  @PrimaryColumn('text') province!: string;
  @PrimaryColumn('text') month!: string;
  @Column('integer') accidents!: number;
  @Column('integer') injured!: number;
}

interface OrganizationReference {
  taxCode: string;
}

export const publicOrder: SubgraphPart = {
  schema: new URL('./public-order.graphql', import.meta.url),
  entities: [
    OrganizationElectronicIdentity,
    Seal,
    SecurityCertificate,
    FireSafetyApproval,
    TrafficAccidentCount,
  ],
  resolvers: {
    Query: {
      trafficAccidents: async (_, { province }, { loaders }) =>
        (await loaders.many(TrafficAccidentCount, 'province', province)).toSorted((one, other) =>
          other.month.localeCompare(one.month),
        ),
    },
    Organization: {
      electronicIdentity: ({ taxCode }: OrganizationReference, _, { loaders }) =>
        loaders.one(OrganizationElectronicIdentity, 'taxCode', taxCode),
      seal: ({ taxCode }: OrganizationReference, _, { loaders }) => loaders.one(Seal, 'taxCode', taxCode),
      securityCertificate: ({ taxCode }: OrganizationReference, _, { loaders }) =>
        loaders.one(SecurityCertificate, 'taxCode', taxCode),
      fireSafetyApproval: ({ taxCode }: OrganizationReference, _, { loaders }) =>
        loaders.one(FireSafetyApproval, 'taxCode', taxCode),
    },
  },
  records: {
    OrganizationElectronicIdentity: { entity: OrganizationElectronicIdentity },
    Seal: { entity: Seal },
    SecurityCertificate: { entity: SecurityCertificate },
    FireSafetyApproval: { entity: FireSafetyApproval },
    TrafficAccidentCount: { entity: TrafficAccidentCount, territories: ['province'] },
  },
};
