import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity()
export class EthnicGroup {
  @PrimaryColumn('text') code!: string;
  @Column('text') name!: string;
  @Column('simple-json') otherNames!: string[];
}

@Entity()
export class MinorityArea {
  @PrimaryColumn('text') commune!: string;
  @Index() @Column('text') province!: string;
  @Column('integer') region!: number;
  @Column('integer') sinceYear!: number;
}

@Entity()
export class MinoritySurvey {
  @PrimaryColumn('text') ethnicCode!: string;
  @PrimaryColumn('integer') year!: number;
  @Column('real') literacy!: number;
  @Column('real') insured!: number;
}

export const ethnicGroups: SubgraphPart = {
  schema: new URL('./ethnic-groups.graphql', import.meta.url),
  entities: [EthnicGroup, MinorityArea, MinoritySurvey],
  resolvers: {
    Query: {
      ethnicGroup: (_, { code }, { loaders }) => loaders.one(EthnicGroup, 'code', code),
      minorityAreas: (_, { province }, { loaders }) => loaders.many(MinorityArea, 'province', province),
    },
    EthnicGroup: {
      __resolveReference: byKey(EthnicGroup, 'code'),
      surveys: ({ code }: EthnicGroup, _, { loaders }) => loaders.many(MinoritySurvey, 'ethnicCode', code),
    },
    MinorityArea: { __resolveReference: byKey(MinorityArea, 'commune') },
  },
  records: {
    EthnicGroup: { entity: EthnicGroup },
    MinorityArea: { entity: MinorityArea, territories: ['province', 'commune'] },
    MinoritySurvey: { entity: MinoritySurvey },
  },
};
