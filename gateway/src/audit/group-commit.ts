export interface GroupCommit<Item> {
  /** Resolves when the group the item went with is written; rejects with what stopped it. */
  readonly add: (item: Item) => Promise<void>;
  /** Resolves when nothing is waiting any more. */
  readonly drain: () => Promise<void>;
}

/** Resolves when as many as wait are enough for a group. */
export type Gather = (waiting: () => number) => Promise<void>;

export interface GroupCommitOptions {
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
export function groupCommit<Item>(
  write: (group: readonly Item[]) => Promise<void>,
  { largestGroup, longestQueue, gather, overflow }: GroupCommitOptions,
): GroupCommit<Item> {
  const queue: Waiting<Item>[] = [];
  let writing: Promise<void> | undefined;

  async function writeQueue(): Promise<void> {
    // Company is whatever comes in this turn of the event loop, and whatever is worth waiting for.
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.length > 0) {
      await gather?.(() => queue.length);
      const group = queue.splice(0, largestGroup);
      await write(group.map(({ item }) => item)).then(
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
        writing ??= writeQueue();
      });
    },
    drain: async () => writing,
  };
}
