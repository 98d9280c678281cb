import { LRUCache } from 'lru-cache';
import type { SigningKey } from '@lienthong/shared/identity/keys';
import { SEAL_LIFETIME, signSeal } from '@lienthong/shared/identity/seal';
import {
  hashOfCall,
  hashOfQuery,
  type Question,
  type SealContent,
} from '@lienthong/shared/identity/seal-content';

/** Seals one question to an agency. A `change` is sealed for this one call. */
export type Seal = (
  agency: string,
  question: Question,
  content: SealContent,
  change?: boolean,
) => Promise<string>;

const KEPT = 5_000;

/**
 * Signs seals, and uses one again for the first half of its life where the same caller asks the same agency the same
 * query under the same decision. Seals of changes are never used again.
 */
export function createSealer(key: SigningKey, now: () => number = Date.now): Seal {
  const signed = new LRUCache<string, { readonly seal: Promise<string>; readonly until: number }>({
    max: KEPT,
  });
  return (audience, question, content, change = false) => {
    if (change)
      return signSeal(key, { audience, operation: hashOfCall(question), once: true }, content, now());
    const who =
      content.permits.length === 0
        ? content.ruleSet
        : `${idOf(content.permits)} ${JSON.stringify(content.caller)}`;
    const kind = `${audience} ${who} ${question.query}`;
    const kept = signed.get(kind);
    if (kept && now() < kept.until) return kept.seal;
    const seal = signSeal(key, { audience, operation: hashOfQuery(question.query) }, content, now());
    signed.set(kind, { seal, until: now() + (SEAL_LIFETIME / 2) * 1000 });
    return seal;
  };
}

/** Lists of permits are made once for a decision: each has a number of its own. */
const numbers = new WeakMap<object, number>();
let last = 0;
function idOf(permits: object): number {
  const known = numbers.get(permits);
  if (known !== undefined) return known;
  numbers.set(permits, ++last);
  return last;
}
