import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity()
export class PlantingArea {
  @PrimaryColumn('text') code!: string;
  @Column('text') crop!: string;
  @Column('text') commune!: string;
  @Column('text') province!: string;
  @Column('integer') area!: number;
  @Column('simple-json') markets!: string[];
  @Column('text') status!: string;
  @Column('date') issuedOn!: string;
  /** The day of the last inspection, which codes are kept alive by. */
  @Column('date') updatedOn!: string;
}

@Entity()
export class PlantVariety {
  @PrimaryColumn('text') name!: string;
  @Index() @Column('text') crop!: string;
}

@Entity()
export class Pesticide {
  @PrimaryColumn('text') activeIngredient!: string;
  @Column('boolean') permitted!: boolean;
  @Column('text', { nullable: true }) removedBy!: string | null;
}

export const crops: SubgraphPart = {
  schema: new URL('./crops.graphql', import.meta.url),
  entities: [PlantingArea, PlantVariety, Pesticide],
  resolvers: {
    Query: {
      plantingArea: (_, { code }, { loaders }) => loaders.one(PlantingArea, 'code', code),
      plantVarieties: (_, { crop }, { loaders }) => loaders.many(PlantVariety, 'crop', crop),
      pesticide: (_, { activeIngredient }, { loaders }) =>
        loaders.one(Pesticide, 'activeIngredient', activeIngredient),
    },
    PlantingArea: { __resolveReference: byKey(PlantingArea, 'code') },
  },
  records: {
    PlantingArea: { entity: PlantingArea, territories: ['province', 'commune'] },
    PlantVariety: { entity: PlantVariety },
    Pesticide: { entity: Pesticide },
  },
};
