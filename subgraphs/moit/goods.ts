import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

@Entity()
export class Product {
  @PrimaryColumn('text') gtin!: string;
  @Column('text') uid!: string;
  @Column('text') name!: string;
  @Column('text') producerTaxCode!: string;
  @Column('text') producerDid!: string;
  /** Known to the ministry of agriculture: a key, never a join. */
  @Column('text') plantingAreaCode!: string;
  @Column('text') originCommune!: string;
  @Column('text') process!: string;
  @Column('date') updatedOn!: string;
}

@Entity()
export class ProductBatch {
  @PrimaryColumn('text') id!: string;
  @Index() @ForeignKey(() => Product) @Column('text') gtin!: string;
  @Column('text') number!: string;
  @Column('date') madeOn!: string;
  @Column('boolean') recalled!: boolean;
}

@Entity()
export class TraceEvent {
  @PrimaryColumn('text') id!: string;
  @Index() @ForeignKey(() => ProductBatch) @Column('text') batchId!: string;
  @Column('text') step!: string;
  @Column('date') happenedOn!: string;
  @Column('text') place!: string;
  @Column('text', { nullable: true }) receiver!: string | null;
}

export const goods: SubgraphPart = {
  schema: new URL('./goods.graphql', import.meta.url),
  entities: [Product, ProductBatch, TraceEvent],
  resolvers: {
    Query: {
      product: (_, { gtin }, { loaders }) => loaders.one(Product, 'gtin', gtin),
    },
    Product: {
      __resolveReference: byKey(Product, 'gtin'),
      producer: ({ producerTaxCode }: Product) => ({ taxCode: producerTaxCode }),
      plantingArea: ({ plantingAreaCode }: Product) => ({ code: plantingAreaCode }),
      batch: async ({ gtin }: Product, { number }: { number: string }, { loaders }) =>
        (await loaders.many(ProductBatch, 'gtin', gtin)).find((batch) => batch.number === number),
      recalled: async ({ gtin }: Product, _, { loaders }) =>
        (await loaders.many(ProductBatch, 'gtin', gtin)).some(({ recalled }) => recalled),
    },
    ProductBatch: {
      events: async ({ id }: ProductBatch, _, { loaders }) =>
        (await loaders.many(TraceEvent, 'batchId', id)).sort((one, other) =>
          one.happenedOn.localeCompare(other.happenedOn),
        ),
    },
  },
  records: {
    Product: { entity: Product, territories: ['originCommune'] },
    ProductBatch: { entity: ProductBatch },
    TraceEvent: { entity: TraceEvent },
  },
};
