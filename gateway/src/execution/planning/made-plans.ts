import { LRUCache } from 'lru-cache';
import type { ExchangeContext } from '../../exchange-context.ts';

interface Planned {
  readonly plan: { readonly calls: readonly unknown[] };
}

/** What was planned and compiled, by what was asked; what was not asked for longest is forgotten. */
export interface MadePlans<Made extends Planned> {
  readonly known: (way: string) => Made | undefined;
  /** Who asks for the same meanwhile waits for the same; one that could not be made is tried again. */
  readonly make: (way: string, exchange: ExchangeContext, how: () => Promise<Made>) => Promise<Made>;
}

export function createPlans<Made extends Planned>(most: number): MadePlans<Made> {
  const made = new LRUCache<string, Made, () => Promise<Made>>({
    max: most,
    fetchMethod: (_way, _stale, { context: how }) => how(),
    // It may be forgotten while it is being made: those who wait for it are told all the same.
    ignoreFetchAbort: true,
  });
  return {
    known: (way) => made.get(way),
    make: (way, { turn }, how) => {
      const plan = () => made.forceFetch(way, { context: how });
      // It asks nobody while it waits for a plan: others may.
      return turn ? turn.aside(plan, (made) => made.plan.calls.length) : plan();
    },
  };
}
