export interface GroupCommit<Item> {
  /** Resolves when the group the item went with is written; rejects with what stopped it. */
  readonly add: (item: Item) => Promise<void>;
  /** Resolves when nothing is waiting any more. */
  readonly drain: () => Promise<void>;
}

/** Resolves when those that wait are to be written; `onMore` takes what is to be called whenever one more waits. */
export type Gather = (onMore: (look: () => void) => void) => Promise<void>;

export interface GroupCommitOptions<Item, Ready> {
  /**
   * Makes an item ready to be written. It is done for a group at once: one by one, between everything else, each would find the
   * caches cold. An item for which it throws is rejected with what it throws, alone.
   */
  readonly prepare: (item: Item) => Ready;
  readonly largestGroup: number;
  readonly longestQueue: number;
  readonly gather?: Gather;
  /** What an item is rejected with that finds the queue full. */
  readonly overflow: () => Error;
}

interface Waiting<Item> {
  readonly item: Item;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Writes in groups: what arrives while one group is being written goes with the next. So the disk is waited for once
 * per group, however many wait.
 */
export function groupCommit<Item, Ready>(
  write: (group: readonly Ready[]) => Promise<void>,
  { prepare, largestGroup, longestQueue, gather, overflow }: GroupCommitOptions<Item, Ready>,
): GroupCommit<Item> {
  const queue: Waiting<Item>[] = [];
  let writing: Promise<void> | undefined;
  let lookAgain: (() => void) | undefined;
  const onMore = (look: () => void): void => void (lookAgain = look);

  async function writeQueue(): Promise<void> {
    // Company is whatever comes in this turn of the event loop, and whatever is worth waiting for.
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.length > 0) {
      await gather?.(onMore);
      lookAgain = undefined;
      const group: Waiting<Item>[] = [];
      const ready: Ready[] = [];
      for (const each of queue.splice(0, largestGroup))
        try {
          ready.push(prepare(each.item));
          group.push(each);
        } catch (error) {
          each.reject(error);
        }
      if (group.length === 0) continue;
      await write(ready).then(
        () => group.forEach(({ resolve }) => resolve()),
        (error: unknown) => group.forEach(({ reject }) => reject(error)),
      );
    }
    writing = undefined;
  }

  return {
    add: (item) => {
      if (queue.length >= longestQueue) return Promise.reject(overflow());
      return new Promise((resolve, reject) => {
        queue.push({ item, resolve, reject });
        lookAgain?.();
        writing ??= writeQueue();
      });
    },
    drain: async () => writing,
  };
}
