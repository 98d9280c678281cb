import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Organization } from './enterprises.ts';

@Entity()
export class CustomsDeclaration {
  @PrimaryColumn('text') number!: string;
  @Column('text') kind!: string;
  /** Known to the goods database: a key, never a join. */
  @Index() @Column('text') gtin!: string;
  @Column('text') batch!: string;
  @Column('text') hsCode!: string;
  @Column('integer') kilograms!: number;
  @Column('text') gate!: string;
  @Column('text') declarantTaxCode!: string;
  @Column('text') consignee!: string;
  @Column('integer') customsValue!: number;
  @Column('date') clearedOn!: string;
}

interface InvoicedGoods {
  readonly gtin: string | null;
  readonly batch: string | null;
  readonly name: string;
  readonly quantity: number;
  readonly unitPrice: number;
}

@Entity()
export class Invoice {
  @PrimaryColumn('text') number!: string;
  @Column('text') sellerTaxCode!: string;
  @Column('text') buyerTaxCode!: string;
  @Column('date') issuedOn!: string;
  @Column('simple-json') goods!: InvoicedGoods[];
}

const product = (gtin: string | null) => gtin && { gtin };

export const trade: SubgraphPart = {
  schema: new URL('./trade.graphql', import.meta.url),
  entities: [CustomsDeclaration, Invoice],
  resolvers: {
    Query: {
      customsDeclaration: (_, { number }, { loaders }) => loaders.one(CustomsDeclaration, 'number', number),
      invoice: (_, { number }, { loaders }) => loaders.one(Invoice, 'number', number),
    },
    Product: {
      customsDeclaration: async ({ gtin }: { gtin: string }, { batch }: { batch: string }, { loaders }) =>
        (await loaders.many(CustomsDeclaration, 'gtin', gtin)).find((declared) => declared.batch === batch),
    },
    CustomsDeclaration: {
      __resolveReference: byKey(CustomsDeclaration, 'number'),
      product: ({ gtin }: CustomsDeclaration) => product(gtin),
      declarant: ({ declarantTaxCode }: CustomsDeclaration, _, { loaders }) =>
        loaders.one(Organization, 'taxCode', declarantTaxCode),
    },
    Invoice: {
      __resolveReference: byKey(Invoice, 'number'),
      seller: ({ sellerTaxCode }: Invoice, _, { loaders }) =>
        loaders.one(Organization, 'taxCode', sellerTaxCode),
      buyer: ({ buyerTaxCode }: Invoice, _, { loaders }) =>
        loaders.one(Organization, 'taxCode', buyerTaxCode),
      amount: ({ goods }: Invoice) =>
        goods.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0),
    },
    InvoicedGoods: {
      product: ({ gtin }: InvoicedGoods) => product(gtin),
    },
  },
  records: {
    CustomsDeclaration: { entity: CustomsDeclaration, subjects: ['declarantTaxCode'] },
    Invoice: { entity: Invoice, subjects: ['sellerTaxCode', 'buyerTaxCode'] },
  },
};
