import type { Product, ProductBatch, TraceEvent } from '../../../subgraphs/moit/goods.ts';
import { batchesOf, type Batch } from '../world/batches.ts';
import type { Household } from '../world/households.ts';
import { plantingAreasOf } from '../world/planting-areas.ts';
import { productsOf } from '../world/products.ts';

interface Goods {
  readonly Product: Product[];
  readonly ProductBatch: ProductBatch[];
  readonly TraceEvent: TraceEvent[];
}

/** What the goods database holds of what a household's enterprise makes. */
export function goodsOf(household: Household): Goods {
  const products = productsOf(household);
  const [area] = plantingAreasOf(household);
  const batches = products.flatMap((product) =>
    batchesOf(product).map((batch) => ({
      ...batch,
      gtin: product.gtin,
      id: `${product.gtin}/${batch.number}`,
    })),
  );
  return {
    Product: products.map(({ gtin, name, producer, plantingAreaCode, madeOn }) => ({
      gtin,
      uid: `VN-MAU-UID-${gtin}`,
      name,
      producerTaxCode: producer.taxCode,
      producerDid: `did:example:${producer.taxCode}`,
      plantingAreaCode,
      originCommune: area!.commune,
      process: `Công thức Mẫu số ${household.number}`,
      updatedOn: madeOn,
    })),
    ProductBatch: batches.map(({ events: _, ...batch }) => batch),
    TraceEvent: batches.flatMap(eventsOf),
  };
}

const eventsOf = ({ id, events }: Batch & { readonly id: string }): TraceEvent[] =>
  events.map((event, index) => ({ id: `${id}/${index + 1}`, batchId: id, ...event }));
