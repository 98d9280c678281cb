import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { citizen } from './citizen.ts';
import { parcelOf, type LandParcelReference } from './land-parcel.ts';

@Entity()
export class SecuredTransaction {
  @PrimaryColumn('text') number!: string;
  @Column('text') assetKind!: string;
  /** The parcel, the plate of the vehicle, or the number of the machine. */
  @Index() @Column('text') assetId!: string;
  /** Known to the population register: a key, never a join. */
  @Column('text') grantorId!: string;
  @Column('text') securedParty!: string;
  @Column('date') registeredOn!: string;
  @Column('date', { nullable: true }) releasedOn!: string | null;
  @Column('date') updatedOn!: string;
}

export const securities: SubgraphPart = {
  schema: new URL('./securities.graphql', import.meta.url),
  entities: [SecuredTransaction],
  resolvers: {
    Query: {
      securedTransaction: (_, { number }, { loaders }) => loaders.one(SecuredTransaction, 'number', number),
    },
    LandParcel: {
      mortgaged: async ({ id }: LandParcelReference, _, { loaders }) =>
        (await loaders.many(SecuredTransaction, 'assetId', id)).some(({ releasedOn }) => releasedOn === null),
    },
    SecuredTransaction: {
      __resolveReference: byKey(SecuredTransaction, 'number'),
      grantor: ({ grantorId }: SecuredTransaction) => citizen(grantorId),
      parcel: ({ assetKind, assetId, grantorId }: SecuredTransaction) =>
        assetKind === 'PARCEL' ? parcelOf(assetId, grantorId) : null,
    },
  },
  records: { SecuredTransaction: { entity: SecuredTransaction, subjects: ['grantorId'] } },
};
