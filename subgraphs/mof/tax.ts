import { legalToday, type Context, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { isOverdue, landTaxPaid } from './overdue.ts';

/** A taxpayer is known by a tax code, or by the personal identification number that has taken its place. */
@Entity()
export class TaxRegistration {
  @PrimaryColumn('text') taxpayerId!: string;
  @Column('text') status!: string;
  @Column('date') updatedOn!: string;
}

@Entity()
export class TaxObligation {
  @PrimaryColumn('text') id!: string;
  @Index() @Column('text') taxpayerId!: string;
  @Column('text') kind!: string;
  /** Known to the land register: a key, never a join. */
  @Index() @Column('text', { nullable: true }) parcelId!: string | null;
  @Column('text') period!: string;
  @Column('integer') amount!: number;
  @Column('date') dueOn!: string;
  @Column('date', { nullable: true }) paidOn!: string | null;
  @Index() @Column('text') province!: string;
  @Column('text') commune!: string;
}

@Entity()
export class TaxReturn {
  @PrimaryColumn('text') taxpayerId!: string;
  @PrimaryColumn('text') kind!: string;
  @PrimaryColumn('integer') year!: number;
  @Column('bigint') income!: number;
  @Column('bigint') tax!: number;
  @Column('date') filedOn!: string;
}

const overdue = async (taxpayer: string, { loaders }: Context): Promise<boolean> =>
  isOverdue(await loaders.many(TaxObligation, 'taxpayerId', taxpayer), legalToday());

const returnsOf = async (taxpayer: string, { loaders }: Context): Promise<TaxReturn[]> =>
  (await loaders.many(TaxReturn, 'taxpayerId', taxpayer)).sort((one, other) => other.year - one.year);

export const tax: SubgraphPart = {
  schema: new URL('./tax.graphql', import.meta.url),
  entities: [TaxRegistration, TaxObligation, TaxReturn],
  resolvers: {
    Citizen: {
      taxCode: async ({ personalId }: { personalId: string }, _, { loaders }) =>
        (await loaders.one(TaxRegistration, 'taxpayerId', personalId))?.taxpayerId,
      taxOverdue: ({ personalId }: { personalId: string }, _, context) => overdue(personalId, context),
      taxReturns: ({ personalId }: { personalId: string }, _, context) => returnsOf(personalId, context),
    },
    Organization: {
      taxStatus: async ({ taxCode }: { taxCode: string }, _, { loaders }) =>
        (await loaders.one(TaxRegistration, 'taxpayerId', taxCode))?.status,
      taxOverdue: ({ taxCode }: { taxCode: string }, _, context) => overdue(taxCode, context),
      taxReturns: ({ taxCode }: { taxCode: string }, _, context) => returnsOf(taxCode, context),
    },
    LandParcel: {
      // Whose parcel it is, the tax office knows by who was last to pay for it.
      __resolveReference: async ({ id }: { id: string }, { loaders }: Context) => {
        const obligations = await loaders.many(TaxObligation, 'parcelId', id);
        const latest = obligations.toSorted((one, other) => other.dueOn.localeCompare(one.dueOn))[0];
        return latest && { id, obligations, ...placeAndPayer(latest) };
      },
      taxPaid: ({ obligations }: { obligations?: readonly TaxObligation[] }) =>
        obligations ? landTaxPaid(obligations, legalToday()) : null,
    },
  },
  records: {
    LandParcel: { subjects: ['taxpayerId'], keys: ['id'], territories: ['province', 'commune'] },
    TaxReturn: { entity: TaxReturn, subjects: ['taxpayerId'] },
  },
};

const placeAndPayer = ({ taxpayerId, province, commune }: TaxObligation) => ({
  taxpayerId,
  province,
  commune,
});
