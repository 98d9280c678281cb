import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity()
export class ScienceInspection {
  @PrimaryColumn('text') number!: string;
  @Column('text') inspectedId!: string;
  @Column('text', { nullable: true }) provision!: string | null;
  @Column('date') inspectedOn!: string;
  @Column('text', { nullable: true }) decisionNumber!: string | null;
  @Column('text') province!: string;
}

export const inspections: SubgraphPart = {
  schema: new URL('./inspections.graphql', import.meta.url),
  entities: [ScienceInspection],
  resolvers: {
    Query: {
      scienceInspection: (_, { number }, { loaders }) => loaders.one(ScienceInspection, 'number', number),
    },
    ScienceInspection: {
      __resolveReference: byKey(ScienceInspection, 'number'),
      inspected: ({ inspectedId }: ScienceInspection) => ({ personalId: inspectedId }),
    },
  },
  records: {
    Citizen: { subjects: ['personalId'] },
    ScienceInspection: { entity: ScienceInspection, subjects: ['inspectedId'], territories: ['province'] },
  },
};
