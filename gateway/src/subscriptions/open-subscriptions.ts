import type { Caller } from '@lienthong/shared/policy/types';
import { nameOf } from '../policy/sealing/sharing.ts';
import { TooManySubscriptions } from './errors.ts';

/** Those that are open now. */
export interface OpenSubscriptions {
  /** Takes one more, and gives what says that it is over. `end` ends it. Throws where there are too many. */
  enter(caller: Caller, end: () => void): () => void;
  /** Ends all of them. */
  endAll(): void;
}

export function createOpenSubscriptions(most: {
  readonly inAll: number;
  readonly perCaller: number;
}): OpenSubscriptions {
  const open = new Set<() => void>();
  const byCaller = new Map<string, number>();
  return {
    enter: (caller, end) => {
      const name = `${caller.kind} ${nameOf(caller)}`;
      const own = byCaller.get(name) ?? 0;
      if (own >= most.perCaller) throw new TooManySubscriptions(most.perCaller, 'caller');
      if (open.size >= most.inAll) throw new TooManySubscriptions(most.inAll, 'all');
      open.add(end);
      byCaller.set(name, own + 1);
      return () => {
        if (!open.delete(end)) return;
        const left = byCaller.get(name)! - 1;
        if (left > 0) byCaller.set(name, left);
        else byCaller.delete(name);
      };
    },
    endAll: () => {
      for (const end of open) end();
    },
  };
}
