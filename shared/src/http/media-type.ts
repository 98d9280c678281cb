import { LRUCache } from 'lru-cache';

/** The two ways an answer may be written: the older one, where every answered request has status 200, and the newer. */
export type MediaType = 'application/json' | 'application/graphql-response+json';

/** The first stands where a request leaves the choice to us. */
const OFFERED: readonly MediaType[] = ['application/json', 'application/graphql-response+json'];

/** Clients are of few kinds, and each kind says the same every time. */
const chosen = new LRUCache<string, { readonly type: MediaType | null }>({ max: 100 });
const LONGEST_KEPT = 500;

/** What `Accept` asks for (RFC 9110, section 12.5.1); null where it accepts neither. */
export function chooseMediaType(accept: string | undefined): MediaType | null {
  if (accept === undefined) return OFFERED[0]!;
  const known = chosen.get(accept);
  if (known) return known.type;
  const type = choose(accept);
  if (accept.length <= LONGEST_KEPT) chosen.set(accept, { type });
  return type;
}

function choose(accept: string): MediaType | null {
  if (!accept.trim()) return OFFERED[0]!;
  const ranges = accept.split(',').map(readRange);
  const wanted = OFFERED.flatMap((type) => {
    const range = ranges
      .filter(({ name }) => name === type || name === 'application/*' || name === '*/*')
      .sort((one, other) => specificity(other) - specificity(one))[0];
    return range && range.quality > 0 ? { type, ...range } : [];
  });
  return (
    wanted.sort((one, other) => other.quality - one.quality || one.position - other.position)[0]?.type ?? null
  );
}

/** Whether a body says that it is JSON. */
export const isJson = (contentType: string | undefined): boolean =>
  contentType?.split(';')[0]?.trim().toLowerCase() === 'application/json';

interface Range {
  readonly name: string;
  readonly quality: number;
  readonly position: number;
}

function readRange(text: string, position: number): Range {
  const [name = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1);
  return { name, quality: Number.isNaN(quality) ? 0 : quality, position };
}

const specificity = ({ name }: Range): number => (name === '*/*' ? 0 : name.endsWith('/*') ? 1 : 2);
