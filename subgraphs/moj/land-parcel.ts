import type { SubgraphPart } from '@lienthong/shared';
import type { CitizenReference } from './citizen.ts';

/** A parcel as the land register refers to it, with its holder where a field needs to know whom it concerns. */
export interface LandParcelReference {
  readonly id: string;
  readonly owner?: CitizenReference | null;
}

/** A parcel that stands in a register of the ministry with whom the entry concerns. */
export const parcelOf = (id: string, ownerId: string | null) => ({ id, ownerId });

/** What stands in two registers of the ministry about a parcel concerns who holds it: the land register says who that is. */
export const landParcel: SubgraphPart = {
  schema: new URL('./land-parcel.graphql', import.meta.url),
  resolvers: {
    LandParcel: {
      __resolveReference: ({ id, owner }: LandParcelReference) => ({
        id,
        ownerId: owner?.personalId ?? null,
      }),
    },
  },
  records: { LandParcel: { subjects: ['ownerId'], keys: ['id'] } },
};
