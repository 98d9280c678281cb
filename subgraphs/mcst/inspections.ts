import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity()
export class CultureInspection {
  @PrimaryColumn('text') number!: string;
  @Column('text') inspectedId!: string;
  @Column('text', { nullable: true }) provision!: string | null;
  @Column('date') inspectedOn!: string;
  @Column('text', { nullable: true }) decisionNumber!: string | null;
  @Column('text') province!: string;
}

export const inspections: SubgraphPart = {
  schema: new URL('./inspections.graphql', import.meta.url),
  entities: [CultureInspection],
  resolvers: {
    Query: {
      cultureInspection: (_, { number }, { loaders }) => loaders.one(CultureInspection, 'number', number),
    },
    CultureInspection: {
      __resolveReference: byKey(CultureInspection, 'number'),
      inspected: ({ inspectedId }: CultureInspection) => ({ personalId: inspectedId }),
    },
  },
  records: {
    Citizen: { subjects: ['personalId'] },
    CultureInspection: { entity: CultureInspection, subjects: ['inspectedId'], territories: ['province'] },
  },
};
