import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity()
export class ReligiousOrganization {
  @PrimaryColumn('text') code!: string;
  @Column('text') name!: string;
  @Index() @Column('text') religion!: string;
  @Column('integer') recognizedIn!: number;
}

@Entity()
export class TrainingCourse {
  @PrimaryColumn('text') code!: string;
  @Column('text') topic!: string;
  @Index() @Column('text') province!: string;
  @Column('integer') trainees!: number;
  @Column('date') heldOn!: string;
}

@Entity()
export class ResearchResult {
  @PrimaryColumn('text') code!: string;
  @Column('text') title!: string;
  @Index() @Column('text') field!: string;
  @Column('integer') acceptedIn!: number;
}

export const religions: SubgraphPart = {
  schema: new URL('./religions.graphql', import.meta.url),
  entities: [ReligiousOrganization, TrainingCourse, ResearchResult],
  resolvers: {
    Query: {
      religiousOrganizations: (_, { religion }, { loaders }) =>
        loaders.many(ReligiousOrganization, 'religion', religion),
      trainingCourses: (_, { province }, { loaders }) => loaders.many(TrainingCourse, 'province', province),
      researchResults: (_, { field }, { loaders }) => loaders.many(ResearchResult, 'field', field),
    },
    ReligiousOrganization: { __resolveReference: byKey(ReligiousOrganization, 'code') },
  },
  records: {
    ReligiousOrganization: { entity: ReligiousOrganization },
    TrainingCourse: { entity: TrainingCourse, territories: ['province'] },
    ResearchResult: { entity: ResearchResult },
  },
};
