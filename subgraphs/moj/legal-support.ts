import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity()
export class LegalAidCentre {
  @PrimaryColumn('text') code!: string;
  @Column('text') name!: string;
  @Index() @Column('text') province!: string;
  @Column('text') commune!: string;
  @Column('integer') lawyers!: number;
}

@Entity()
export class MediationTeam {
  @PrimaryColumn('text') code!: string;
  @Column('text') province!: string;
  @Index() @Column('text') commune!: string;
  @Column('integer') members!: number;
  @Column('integer') mediated!: number;
  @Column('integer') settled!: number;
  @Column('integer') year!: number;
}

export const legalSupport: SubgraphPart = {
  schema: new URL('./legal-support.graphql', import.meta.url),
  entities: [LegalAidCentre, MediationTeam],
  resolvers: {
    Query: {
      legalAidCentres: (_, { province }, { loaders }) => loaders.many(LegalAidCentre, 'province', province),
      mediationTeams: (_, { commune }, { loaders }) => loaders.many(MediationTeam, 'commune', commune),
    },
    LegalAidCentre: { __resolveReference: byKey(LegalAidCentre, 'code') },
  },
  records: {
    LegalAidCentre: { entity: LegalAidCentre, territories: ['province', 'commune'] },
    MediationTeam: { entity: MediationTeam, territories: ['province', 'commune'] },
  },
};
