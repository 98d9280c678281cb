import { makeGs1Key } from '@lienthong/shared/identifiers/gs1';
import { createChance, hashOf } from './chance.ts';
import { addDays } from './days.ts';
import { WITHIN_A_COMPANY, type Product } from './products.ts';

/** A batch of a product, with what its maker recorded of it: who receives it records the rest elsewhere. */
export interface Batch {
  readonly number: string;
  readonly madeOn: string;
  readonly recalled: boolean;
  readonly events: readonly BatchEvent[];
}

export interface BatchEvent {
  /** A business step of the GS1 Core Business Vocabulary. */
  readonly step: 'commissioning' | 'inspecting' | 'packing' | 'shipping';
  readonly happenedOn: string;
  /** Global location number of where it happened. */
  readonly place: string;
  /** Of who was to receive it, where it was shipped. */
  readonly receiver: string | null;
}

/** How many days before it the batch before the newest was made. */
const EARLIER = 150;

/** The newest batch of a product, and one before it that was taken back. */
export const batchesOf = ({ batch, gtin, madeOn, recalled }: Product): Batch[] =>
  [
    { number: batch, madeOn, recalled },
    { number: `${batch}-A`, madeOn: addDays(madeOn, -EARLIER), recalled: true },
  ].map((made) => ({ ...made, events: eventsOf(gtin, made) }));

function eventsOf(gtin: string, { number, madeOn }: { number: string; madeOn: string }): BatchEvent[] {
  const chance = createChance(hashOf(`events ${gtin} ${number}`));
  const works = locationNumber(gtin, 1);
  const shop = locationNumber(gtin, chance.whole(2, 9));
  return [
    { step: 'commissioning', happenedOn: madeOn, place: works, receiver: null },
    { step: 'inspecting', happenedOn: addDays(madeOn, 1), place: works, receiver: null },
    { step: 'packing', happenedOn: addDays(madeOn, 1), place: works, receiver: null },
    { step: 'shipping', happenedOn: addDays(madeOn, chance.whole(2, 5)), place: works, receiver: shop },
  ];
}

/** A location of the chain of a product, numbered within it. */
function locationNumber(gtin: string, place: number): string {
  return makeGs1Key({ digits: `${WITHIN_A_COMPANY}${gtin.slice(5, 13)}${place}` });
}
