import { describe, expect, it } from '@jest/globals';
import type { Extraction } from '../../seeds/resolution-214/parse/extraction.ts';
import { read, sourceLines } from './resolution.ts';

interface Quote {
  readonly line: number | null;
  readonly printed: string;
}

/** Every printed string of a record, with its own line or that of the record it stands in. */
function quotesIn(value: unknown, outer: number | null = null): Quote[] {
  if (Array.isArray(value)) return value.flatMap((each) => quotesIn(each, outer));
  if (typeof value !== 'object' || value === null) return [];
  const record = value as Record<string, unknown>;
  const line = typeof record.line === 'number' ? record.line : outer;
  return Object.entries(record).flatMap(([field, content]) => {
    if (!field.startsWith('printed')) return quotesIn(content, line);
    const printed = ([content].flat() as (string | number | null)[]).filter((each) => each !== null);
    return printed.map((each) => ({ line, printed: String(each) }));
  });
}

const files: [keyof Extraction, atLeast: number][] = [
  ['agencies', 50],
  ['excluded-bodies', 2],
  ['totals', 17],
  ['databases', 330],
  ['priority-databases', 22],
  ['partners', 8],
  ['partner-links', 53],
  ['tasks', 94],
  ['committee', 20],
];

describe('Every printed string stands in the source, on the line given:', () => {
  it.each(files)('%s.json', (file, atLeast) => {
    const quotes = quotesIn(read(file));
    expect(quotes.length).toBeGreaterThanOrEqual(atLeast);
    const misquoted = quotes.filter(
      ({ line, printed }) =>
        printed === '' ||
        !(line === null
          ? sourceLines.some((each) => each.includes(printed))
          : sourceLines[line - 1]?.includes(printed)),
    );
    expect(misquoted).toEqual([]);
  });
});

describe('Ids are unique', () => {
  it.each(['agencies', 'databases', 'priority-databases', 'partners', 'tasks', 'requirements'] as const)(
    'in %s.json',
    (file) => {
      const ids = read(file).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    },
  );
});
