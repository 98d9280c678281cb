import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity()
export class MarketInspection {
  @PrimaryColumn('text') number!: string;
  @Column('text') inspectedId!: string;
  @Column('text', { nullable: true }) provision!: string | null;
  @Column('date') inspectedOn!: string;
  @Column('text', { nullable: true }) decisionNumber!: string | null;
  @Column('text') province!: string;
}

export const inspections: SubgraphPart = {
  schema: new URL('./inspections.graphql', import.meta.url),
  entities: [MarketInspection],
  resolvers: {
    Query: {
      marketInspection: (_, { number }, { loaders }) => loaders.one(MarketInspection, 'number', number),
    },
    MarketInspection: {
      __resolveReference: byKey(MarketInspection, 'number'),
      inspected: ({ inspectedId }: MarketInspection) => ({ personalId: inspectedId }),
    },
  },
  records: {
    Citizen: { subjects: ['personalId'] },
    MarketInspection: { entity: MarketInspection, subjects: ['inspectedId'], territories: ['province'] },
  },
};
