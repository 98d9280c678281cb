import type { TableRules } from './quality-file.ts';
import { isEmpty, type Row } from './row-rules.ts';

type Master = NonNullable<TableRules['master']>;

/** What a master source says to one claim: by field whether it is as claimed; null for a key it does not know. */
export type Match = Readonly<Record<string, boolean | null>> | null;

/** Asks a master source about claims, each a key and what is said of it; answers come one per claim, in order. */
export type AskMatches = (
  master: Master,
  claims: readonly Readonly<Record<string, string>>[],
) => Promise<readonly Match[]>;

/** So many claims are asked about at once. */
const AT_ONCE = 500;

export interface Compared {
  readonly row: Row;
  readonly field: string;
  readonly matches: boolean;
}

/** Compares rows with their master source: first whether it knows the key, then what is said of it. */
export async function* compareWithMaster(
  rows: readonly Row[],
  master: Master,
  ask: AskMatches,
): AsyncGenerator<Compared> {
  const claiming = rows.filter((row) => !isEmpty(row[master.by]));
  for (let from = 0; from < claiming.length; from += AT_ONCE) {
    const some = claiming.slice(from, from + AT_ONCE);
    const matches = await ask(
      master,
      some.map((row) => claimOf(row, master)),
    );
    for (const [index, row] of some.entries()) {
      const match = matches[index] ?? null;
      yield { row, field: master.by, matches: match !== null };
      if (match === null) continue;
      for (const [field, asked] of Object.entries(master.compare))
        if (!isEmpty(row[field])) yield { row, field, matches: match[asked] === true };
    }
  }
}

const claimOf = (row: Row, { by, compare }: Master): Record<string, string> => ({
  key: String(row[by]),
  ...Object.fromEntries(
    Object.entries(compare).flatMap(([field, asked]) =>
      isEmpty(row[field]) ? [] : [[asked, String(row[field])]],
    ),
  ),
});
