import type { ExchangeContext } from '../exchange-context.ts';
import { nameOf } from '../policy/sealing/sharing.ts';
import { TooManySubscriptions } from './errors.ts';
import { networkOf } from './network-of.ts';

/** One that is open. */
export interface OpenSubscription {
  /** Ends it, and has its caller told why; without a reason it is merely complete. */
  end(why?: Error): void;
  /** Has it look whether its caller may still be told what it tells. */
  lookAgain(): void;
}

/** Those that are open now. */
export interface OpenSubscriptions {
  /** Takes one more, and gives what says that it is over. Throws where there are too many. */
  enter(whose: Whose, subscription: OpenSubscription): () => void;
  /** Has all of them look again: something changed by which they are judged. */
  lookAgain(): void;
  /** Ends all of them for good: whoever enters afterwards is ended at once. */
  close(): void;
}

/** Who subscribes, and from where. */
type Whose = Pick<ExchangeContext, 'caller' | 'from'>;

/** What no change is told of, such as the end of a token or the beginning of a day, is looked for so often. */
const LOOK_MS = 1_000;

export function createOpenSubscriptions(most: {
  readonly inAll: number;
  readonly perCaller: number;
}): OpenSubscriptions {
  const open = new Set<OpenSubscription>();
  const byCaller = new Map<string, number>();
  let looking: NodeJS.Timeout | undefined;
  let closed = false;

  const lookAgain = (): void => {
    for (const each of open) each.lookAgain();
  };
  return {
    enter: (whose, subscription) => {
      const name = nameWith(whose);
      const own = byCaller.get(name) ?? 0;
      if (own >= most.perCaller) throw new TooManySubscriptions(most.perCaller, 'caller');
      if (open.size >= most.inAll) throw new TooManySubscriptions(most.inAll, 'all');
      if (open.size === 0) looking = setInterval(lookAgain, LOOK_MS).unref();
      open.add(subscription);
      byCaller.set(name, own + 1);
      if (closed) subscription.end();
      return () => {
        if (!open.delete(subscription)) return;
        if (open.size === 0) clearInterval(looking);
        const left = byCaller.get(name)! - 1;
        if (left > 0) byCaller.set(name, left);
        else byCaller.delete(name);
      };
    },
    lookAgain,
    close: () => {
      closed = true;
      for (const each of open) each.end();
    },
  };
}

/** Nobody in particular is as many as there are networks they ask from. */
const nameWith = ({ caller, from }: Whose): string =>
  `${caller.kind} ${caller.kind === 'anonymous' ? networkOf(from) : nameOf(caller)}`;
