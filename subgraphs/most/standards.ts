import type { Context, SubgraphPart } from '@lienthong/shared';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { newest } from './newest.ts';

@Entity()
export class Standard {
  @PrimaryColumn('text') number!: string;
  @Column('text') name!: string;
  @Column('text') nameEn!: string;
}

/** What certifies that a product conforms to a standard. */
@Entity()
export class ProductCertificate {
  @PrimaryColumn('text') number!: string;
  /** Known to the goods database: a key, never a join. */
  @Index() @Column('text') gtin!: string;
  @ForeignKey(() => Standard) @Column('text') standardNumber!: string;
  @Column('date') validTo!: string;
}

const certificateOf = async ({ gtin }: { gtin: string }, { loaders }: Context) =>
  newest(await loaders.many(ProductCertificate, 'gtin', gtin));

export const standards: SubgraphPart = {
  schema: new URL('./standards.graphql', import.meta.url),
  entities: [Standard, ProductCertificate],
  resolvers: {
    Query: {
      standard: (_, { number }, { loaders }) => loaders.one(Standard, 'number', number),
    },
    Product: {
      certificateNumber: async (product: { gtin: string }, _, context) =>
        (await certificateOf(product, context))?.number,
      certificateValidTo: async (product: { gtin: string }, _, context) =>
        (await certificateOf(product, context))?.validTo,
      certifiedTo: async (product: { gtin: string }, _, context) =>
        context.loaders.one(Standard, 'number', (await certificateOf(product, context))?.standardNumber),
    },
  },
  records: {
    Standard: { entity: Standard },
  },
};
