/** Remembers ids for a time, so that none is good twice within it. They come in the order of time: the oldest go first. */
export function createUsedOnce(forMs: number, now: () => number = Date.now): (id: string) => boolean {
  const usedAt = new Map<string, number>();
  return (id) => {
    const at = now();
    for (const [old, since] of usedAt) {
      if (at - since <= forMs) break;
      usedAt.delete(old);
    }
    if (usedAt.has(id)) return false;
    usedAt.set(id, at);
    return true;
  };
}
