/** Chance that repeats itself: the same number brings the same draws. */
export interface Chance {
  /** A whole number, both ends included. */
  whole(least: number, most: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** One of several, each as often as it weighs. */
  weighted<Item>(items: readonly (readonly [item: Item, weight: number])[]): Item;
  /** Whether something happens that does so this often, from 0 to 1. */
  happens(often: number): boolean;
}

/**
 * mulberry32: 32 bits of state, and enough for data that only has to look various. A class, for there are many to a household
 * and none of them should bring functions of its own.
 */
class Mulberry32 implements Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  #next(): number {
    const state = (this.#state = (this.#state + 0x6d2b79f5) >>> 0);
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  whole(least: number, most: number): number {
    return least + Math.floor(this.#next() * (most - least + 1));
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.whole(0, items.length - 1)]!;
  }

  weighted<Item>(items: readonly (readonly [item: Item, weight: number])[]): Item {
    let all = 0;
    for (const [, weight] of items) all += weight;
    let left = this.#next() * all;
    for (const [item, weight] of items) if ((left -= weight) < 0) return item;
    return items.at(-1)![0];
  }

  happens(often: number): boolean {
    return this.#next() < often;
  }
}

export const createChance = (seed: number): Chance => new Mulberry32(seed);

/** Items that are drawn as often as each other. */
export const evenly = <Item>(...items: readonly Item[]): readonly (readonly [item: Item, weight: number])[] =>
  items.map((item) => [item, 1]);

/** FNV-1a, 32 bits: a number to draw from out of a name. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
}
