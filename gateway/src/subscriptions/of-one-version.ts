import type { OpenSubscription, OpenSubscriptions } from './open-subscriptions.ts';

/** The subscriptions to one version of the graph: they count with all others, and end by themselves. */
export interface SubscriptionsOfVersion extends Pick<OpenSubscriptions, 'enter'> {
  /** Ends those that are open, and has their callers told why. */
  endAll(why: Error): void;
}

export function ofOneVersion(all: OpenSubscriptions): SubscriptionsOfVersion {
  const own = new Set<OpenSubscription>();
  return {
    enter: (whose, subscription) => {
      const leave = all.enter(whose, subscription);
      own.add(subscription);
      return () => {
        own.delete(subscription);
        leave();
      };
    },
    endAll: (why) => {
      for (const each of own) each.end(why);
    },
  };
}
