/** Choices read from a tape of numbers: a shorter tape, or one of smaller numbers, chooses something simpler. */
export interface Dice {
  /** A number below another. */
  readonly below: (count: number) => number;
  /** Whether something happens that happens so often in a hundred times. */
  readonly chance: (percent: number) => boolean;
  readonly oneOf: <Value>(of: readonly Value[]) => Value;
  /** Some of these, in their order: `least` of them and more. */
  readonly some: <Value>(of: readonly Value[], least?: number) => Value[];
}

/** A tape that ends goes on with zeros, for which every choice is the first and nothing happens. */
export function createDice(tape: readonly number[]): Dice {
  let at = 0;
  const below = (count: number): number => (tape[at++] ?? 0) % count;
  const chance = (percent: number): boolean => below(100) >= 100 - percent;
  const oneOf = <Value>(of: readonly Value[]): Value => of[below(of.length)]!;
  return {
    below,
    chance,
    oneOf,
    some: (of, least = 0) => {
      const left = [...of];
      const count = Math.min(of.length, least + below(Math.max(1, of.length - least + 1)));
      const taken = new Set(Array.from({ length: count }, () => left.splice(below(left.length), 1)).flat());
      return of.filter((each) => taken.has(each));
    },
  };
}
