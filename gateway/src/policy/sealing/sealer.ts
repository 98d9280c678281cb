import { LRUCache } from 'lru-cache';
import type { SigningKey } from '@lienthong/shared/identity/keys';
import { digestOfSeal, SEAL_LIFETIME, signSeal, type SealedFor } from '@lienthong/shared/identity/seal';
import {
  hashOfCall,
  hashOfQuery,
  type Question,
  type SealContent,
} from '@lienthong/shared/identity/seal-content';
import type { Sealed } from '../../execution/sealed.ts';

/** Seals one question to an agency, and waits only where it has to sign. A `change` is sealed for this one call. */
export type Seal = (
  agency: string,
  question: Question,
  content: SealContent,
  change?: boolean,
) => Sealed | Promise<Sealed>;

const KEPT = 5_000;

interface Kept {
  readonly audience: string;
  readonly query: string;
  /** A promise until it is signed. */
  seal: Sealed | Promise<Sealed>;
  readonly until: number;
}

/**
 * Signs seals, and uses one again for the first half of its life where the same caller asks the same agency the same
 * query under the same decision. Seals of changes are never used again.
 */
export function createSealer(key: SigningKey, now: () => number = Date.now): Seal {
  const signed = new LRUCache<string, Kept>({ max: KEPT });
  const ofContent = new WeakMap<SealContent, Kept>();

  async function sign(sealedFor: SealedFor, content: SealContent): Promise<Sealed> {
    const whole = await signSeal(key, sealedFor, content, now());
    return { whole, digest: digestOfSeal(whole), kept: false };
  }

  const sealFor = (audience: string, question: Question, content: SealContent): Kept => {
    const who =
      content.permits.length === 0
        ? content.ruleSet
        : `${idOf(content.permits)} ${JSON.stringify(content.caller)}`;
    const kind = `${audience} ${who} ${question.query}`;
    const known = signed.get(kind);
    if (known && now() < known.until) return known;
    const { query } = question;
    const seal = sign({ audience, operation: hashOfQuery(query) }, content);
    const made: Kept = { audience, query, seal, until: now() + (SEAL_LIFETIME / 2) * 1000 };
    seal.then(
      (signed) => (made.seal = signed),
      // Whoever waits for it hears why.
      () => {},
    );
    signed.set(kind, made);
    return made;
  };

  return (audience, question, content, change = false) => {
    if (change) return sign({ audience, operation: hashOfCall(question), once: true }, content);
    // Nearly always it is the same content as before, and what is the same need not be compared.
    let kept = ofContent.get(content);
    if (!kept || kept.audience !== audience || kept.query !== question.query || now() >= kept.until) {
      kept = sealFor(audience, question, content);
      ofContent.set(content, kept);
    }
    return kept.seal;
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
