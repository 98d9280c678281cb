import { isoDay, legalDay, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity()
export class Residence {
  @PrimaryColumn('text') citizenId!: string;
  @Column('text') noticeNumber!: string;
  @Column('text') address!: string;
  @Column('text') province!: string;
  @Column('text') commune!: string;
  @Column('date') registeredOn!: string;
  @Column('date') updatedOn!: string;
}

@Entity()
export class IdentityCard {
  @PrimaryColumn('text') citizenId!: string;
  @Column('date') issuedOn!: string;
  @Column('date', { nullable: true }) validTo!: string | null;
}

@Entity()
export class ElectronicIdentity {
  @PrimaryColumn('text') citizenId!: string;
  @Column('integer') level!: number;
  @Column('date') activatedOn!: string;
}

@Entity()
export class OrdinaryPassport {
  @PrimaryColumn('text') number!: string;
  @Index({ unique: true }) @Column('text') citizenId!: string;
  @Column('date') issuedOn!: string;
  @Column('date') validTo!: string;
}

interface CitizenReference {
  personalId: string;
}

const ofAPerson = { subjects: ['citizenId'] };

export const papers: SubgraphPart = {
  schema: new URL('./papers.graphql', import.meta.url),
  entities: [Residence, IdentityCard, ElectronicIdentity, OrdinaryPassport],
  resolvers: {
    Citizen: {
      residence: ({ personalId }: CitizenReference, _, { loaders }) =>
        loaders.one(Residence, 'citizenId', personalId),
      identityCard: ({ personalId }: CitizenReference, _, { loaders }) =>
        loaders.one(IdentityCard, 'citizenId', personalId),
      electronicIdentity: ({ personalId }: CitizenReference, _, { loaders }) =>
        loaders.one(ElectronicIdentity, 'citizenId', personalId),
      ordinaryPassport: ({ personalId }: CitizenReference, _, { loaders }) =>
        loaders.one(OrdinaryPassport, 'citizenId', personalId),
    },
    IdentityCard: {
      valid: ({ validTo }: IdentityCard) => validTo === null || isoDay(legalDay(Date.now())) <= validTo,
    },
  },
  records: {
    Residence: { entity: Residence, ...ofAPerson, territories: ['province', 'commune'] },
    IdentityCard: { entity: IdentityCard, ...ofAPerson },
    ElectronicIdentity: { entity: ElectronicIdentity, ...ofAPerson },
    OrdinaryPassport: { entity: OrdinaryPassport, ...ofAPerson },
  },
};
