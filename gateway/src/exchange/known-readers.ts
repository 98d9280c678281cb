import { LRUCache } from 'lru-cache';
import { onceFor } from '@lienthong/shared/graphql/operation';
import type { CompiledRules } from '@lienthong/shared/policy/compile';
import { legalDay } from '@lienthong/shared/policy/legal-day';
import { whatMayRead, whoMayRead, type Reader } from '@lienthong/shared/policy/readers';

type Find = typeof whoMayRead;

/** Together they may name so many readers. */
const KEPT = { maxSize: 20_000, sizeCalculation: ({ length }: readonly Reader[]) => length + 1 };

/** Who may read a field and what an agency may read, found once for each day as long as the rules are the same. */
export const knownReaders = {
  whoMayRead: remember(whoMayRead),
  whatMayRead: remember(whatMayRead),
};

function remember(find: Find): (...asked: Parameters<Find>) => readonly Reader[] {
  const knownTo = onceFor((_: CompiledRules) => new LRUCache<string, readonly Reader[]>(KEPT));
  return (name, rules, at) => {
    const known = knownTo(rules);
    const key = `${legalDay(at)} ${name}`;
    const found = known.get(key) ?? find(name, rules, at);
    known.set(key, found);
    return found;
  };
}
