import { byKey, isoDay, legalDay, type Context, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { frozenOn } from './frozen.ts';

@Entity()
export class Judgment {
  @PrimaryColumn('text') caseNumber!: string;
  /** Known to the population register: a key, never a join. */
  @Index() @Column('text') defendantId!: string;
  @Column('text') court!: string;
  @Column('text') kind!: string;
  @Column('date') date!: string;
  @Column('text') offence!: string;
  @Column('text', { nullable: true }) bannedPost!: string | null;
  @Column('date', { nullable: true }) bannedUntil!: string | null;
}

/** An order that a parcel stays as it is while a dispute goes on (Civil Procedure Code 92/2015, Article 121). */
@Entity()
export class FreezeOrder {
  @PrimaryColumn('text') caseNumber!: string;
  @Index() @PrimaryColumn('text') parcelId!: string;
  @Column('date') orderedOn!: string;
  @Column('date', { nullable: true }) liftedOn!: string | null;
}

interface ParcelReference {
  readonly id: string;
  readonly owner?: { readonly personalId?: string | null } | null;
}

export const judgments: SubgraphPart = {
  schema: new URL('./judgments.graphql', import.meta.url),
  entities: [Judgment, FreezeOrder],
  resolvers: {
    Query: {
      judgment: (_, { caseNumber }, { loaders }) => loaders.one(Judgment, 'caseNumber', caseNumber),
    },
    Citizen: {
      judgments: async ({ personalId }: { personalId: string }, _, { loaders }) =>
        (await loaders.many(Judgment, 'defendantId', personalId)).toSorted((one, other) =>
          other.date.localeCompare(one.date),
        ),
    },
    LandParcel: {
      // The holder, whom the land register names, binds the parcel to the case.
      __resolveReference: ({ id, owner }: ParcelReference) => ({ id, ownerId: owner?.personalId ?? null }),
      frozen: async ({ id }: ParcelReference, _, { loaders }: Context) =>
        frozenOn(await loaders.many(FreezeOrder, 'parcelId', id), isoDay(legalDay(Date.now()))),
    },
    Judgment: { __resolveReference: byKey(Judgment, 'caseNumber') },
  },
  records: {
    LandParcel: { subjects: ['ownerId'], keys: ['id'] },
    Judgment: { entity: Judgment, subjects: ['defendantId'] },
  },
};
