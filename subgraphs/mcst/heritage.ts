import type { SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity()
export class IntangibleHeritage {
  @PrimaryColumn('text') name!: string;
  @Column('text') nameEn!: string;
  @Column('integer') inscribedIn!: number;
  @Column('boolean') endangered!: boolean;
}

@Entity()
export class Monument {
  @PrimaryColumn('text') name!: string;
  @Column('text') nameEn!: string;
  @Index() @Column('text') province!: string;
  @Column('integer') worldHeritageSince!: number;
}

@Entity()
export class OlympicMedal {
  @PrimaryColumn('text') id!: string;
  @Index() @Column('integer') year!: number;
  @Column('text') city!: string;
  @Column('text') sport!: string;
  @Column('text') medal!: string;
}

export const heritage: SubgraphPart = {
  schema: new URL('./heritage.graphql', import.meta.url),
  entities: [IntangibleHeritage, Monument, OlympicMedal],
  resolvers: {
    Query: {
      // A list of a few rows that everybody may read: there is no key to look them up by.
      intangibleHeritage: (_, __, { database }) =>
        database.getRepository(IntangibleHeritage).find({ order: { inscribedIn: 'ASC', name: 'ASC' } }),
      monuments: (_, { province }, { loaders }) => loaders.many(Monument, 'province', province),
      olympicMedals: (_, { year }, { loaders }) => loaders.many(OlympicMedal, 'year', year),
    },
  },
  records: {
    IntangibleHeritage: { entity: IntangibleHeritage },
    Monument: { entity: Monument, territories: ['province'] },
    OlympicMedal: { entity: OlympicMedal },
  },
};
