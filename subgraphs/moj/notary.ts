import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { citizen } from './citizen.ts';
import { parcelOf } from './land-parcel.ts';

@Entity()
export class NotarialAct {
  @PrimaryColumn('text') number!: string;
  @Column('text') kind!: string;
  /** The parcel of the land register: a key, never a join. */
  @Column('text') parcelId!: string;
  /** Who mortgages or transfers; null where the paper act of before was not digitised. */
  @Column('text', { nullable: true }) grantorId!: string | null;
  /** Who takes over; null for a mortgage, which a bank takes. */
  @Column('text', { nullable: true }) granteeId!: string | null;
  @Column('text') office!: string;
  @Column('date') notarizedOn!: string;
  @Column('text') province!: string;
  @Column('date') updatedOn!: string;
}

export const notary: SubgraphPart = {
  schema: new URL('./notary.graphql', import.meta.url),
  entities: [NotarialAct],
  resolvers: {
    Query: {
      notarialAct: (_, { number }, { loaders }) => loaders.one(NotarialAct, 'number', number),
    },
    NotarialAct: {
      __resolveReference: byKey(NotarialAct, 'number'),
      parcel: ({ parcelId, granteeId, grantorId }: NotarialAct) => parcelOf(parcelId, granteeId ?? grantorId),
      grantor: ({ grantorId }: NotarialAct) => citizen(grantorId),
      grantee: ({ granteeId }: NotarialAct) => citizen(granteeId),
    },
  },
  records: {
    NotarialAct: { entity: NotarialAct, subjects: ['grantorId', 'granteeId'], territories: ['province'] },
  },
};
