import { byKey, defineSubgraph, type Context } from '@lienthong/shared';
import { Building, Parcel } from './entities.ts';
import { buildings, parcels } from './rows.ts';

const owner = ({ ownerCard }: Parcel | Building) => ({ cardNumber: ownerCard });

export default defineSubgraph({
  name: 'land',
  agency: 'LandOffice',
  schema: new URL('./schema.graphql', import.meta.url),
  sharing: new URL('./sharing.yaml', import.meta.url),
  entities: [Parcel, Building],
  records: {
    Parcel: {
      entity: Parcel,
      subjects: ['ownerId'],
      territories: ['province'],
      contributor: 'registeredBy',
    },
    Building: { entity: Building, subjects: ['ownerId'] },
    // What a list of assets holds is bound like each of its kinds.
    Asset: { subjects: ['ownerId'] },
  },
  seed: () => [
    [Parcel, parcels],
    [Building, buildings],
  ],
  resolvers: {
    Query: {
      assets: async (_, { owner }, { loaders }) => [
        ...(await loaders.many(Parcel, 'ownerId', owner)),
        ...(await loaders.many(Building, 'ownerId', owner)),
      ],
      parcel: async (_, { province, number }, { loaders }) =>
        (await loaders.many(Parcel, 'province', province)).find((parcel) => parcel.number === number) ?? null,
      parcelsIn: (_, { province }, { loaders }) => loaders.many(Parcel, 'province', province),
    },
    Asset: { __resolveType: (asset: Parcel | Building) => ('floors' in asset ? 'Building' : 'Parcel') },
    Parcel: {
      __resolveReference: async (reference, { loaders }: Context) =>
        reference.id === undefined
          ? ((await loaders.many(Parcel, 'province', reference.province)).find(
              ({ number }) => number === reference.number,
            ) ?? null)
          : loaders.one(Parcel, 'id', reference.id),
      owner,
    },
    Building: { __resolveReference: byKey(Building, 'id'), owner },
    Citizen: {
      parcels: ({ cardNumber }: { cardNumber: string }, _, { loaders }) =>
        loaders.many(Parcel, 'ownerCard', cardNumber),
    },
  },
});
