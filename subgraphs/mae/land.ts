import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { holdersOf } from './land-holders.ts';
import { valueBandOf } from './value-band.ts';

@Entity()
export class LandParcel {
  @PrimaryColumn('text') id!: string;
  @Index() @Column('text') cadastralNumber!: string;
  @Column('text') province!: string;
  @Index() @Column('text') commune!: string;
  @Column('integer') area!: number;
  @Column('text') landUse!: string;
  /** Known to the population register: a key, never a join. */
  @Index() @Column('text') ownerId!: string;
  @Column('text') certificateNumber!: string;
  @Column('text') priceReference!: string;
  @Column('date') registeredOn!: string;
  /** The day the land registration office last confirmed the entry. */
  @Column('date') updatedOn!: string;
}

@Entity()
export class LandPrice {
  @PrimaryColumn('text') reference!: string;
  @Column('integer') position!: number;
  @Column('integer') perSquareMetre!: number;
}

export const land: SubgraphPart = {
  schema: new URL('./land.graphql', import.meta.url),
  entities: [LandParcel, LandPrice],
  resolvers: {
    Query: {
      landParcel: (_, { id }, { loaders }) => loaders.one(LandParcel, 'id', id),
      landParcelByNumber: (_, { cadastralNumber }, { loaders }) =>
        loaders.one(LandParcel, 'cadastralNumber', cadastralNumber),
      landHolders: async (_, { commune, moreThan }: { commune: string; moreThan: number }, { loaders }) =>
        holdersOf(await loaders.many(LandParcel, 'commune', commune), moreThan),
    },
    Citizen: {
      landParcels: ({ personalId }: { personalId: string }, _, { loaders }) =>
        loaders.many(LandParcel, 'ownerId', personalId),
    },
    LandParcel: {
      __resolveReference: byKey(LandParcel, 'id'),
      owner: ({ ownerId }: LandParcel) => ({ personalId: ownerId }),
      priceTable: ({ priceReference }: LandParcel, _, { loaders }) =>
        loaders.one(LandPrice, 'reference', priceReference),
      valueBand: async ({ area, priceReference }: LandParcel, _, { loaders }) => {
        const price = await loaders.one(LandPrice, 'reference', priceReference);
        return price && valueBandOf(area * price.perSquareMetre);
      },
    },
  },
  records: {
    LandParcel: {
      entity: LandParcel,
      subjects: ['ownerId'],
      keys: ['id'],
      territories: ['province', 'commune'],
    },
    LandPrice: { entity: LandPrice },
    LandHolder: { subjects: ['personalId'], territories: ['province', 'commune'] },
  },
};
