import {
  MoreThan,
  type DataSource,
  type EntityMetadata,
  type FindOptionsWhere,
  type ObjectLiteral,
} from 'typeorm';
import { checkColumns } from './check-columns.ts';
import { compareWithMaster, type AskMatches } from './compare-with-master.ts';
import { findDuplicates } from './find-duplicates.ts';
import type { DatabaseRules, TableRules } from './quality-file.ts';
import { WORDS, type Finding, type QualityReport, type RuleReport, type Share, type Word } from './report.ts';
import { rowRulesOf, type Row } from './row-rules.ts';

export interface Measuring {
  readonly database: DataSource;
  /** The agency whose database it is. */
  readonly agency: string;
  /** ISO; what is stale or to come counts from it. */
  readonly today: string;
  /** Asks the master sources; null where they cannot be asked: then nothing is said of it. */
  readonly askMatches: AskMatches | null;
  /** Hears of each row that is not as it should be. */
  readonly onFinding: (finding: Finding) => void;
  /** Hears how many rows were read since it last heard. */
  readonly onRows?: (count: number) => void;
}

type RuleTally = { -readonly [Key in keyof RuleReport]: RuleReport[Key] };

/** So many rows are held in memory at once. */
const PAGE = 5_000;

/** Measures the records of one database by its rules, row by row, however many there are. */
export async function measureDatabase(rules: DatabaseRules, measuring: Measuring): Promise<QualityReport> {
  const tallies: RuleTally[] = [];
  let rows = 0;
  let correct = 0;
  for (const table of rules.tables) {
    const measured = await measureTable(rules, table, measuring);
    tallies.push(...measured.tallies);
    rows += measured.rows;
    correct += measured.correct;
  }
  const shareOf = (word: Word): Share | null => {
    const ofWord = tallies.filter((each) => each.word === word);
    if (ofWord.length === 0) return null;
    const of = sum(ofWord, ({ checked }) => checked);
    return { good: of - sum(ofWord, ({ faulty }) => faulty), of };
  };
  const shares = Object.fromEntries(WORDS.map((word) => [word, shareOf(word)])) as Record<Word, Share | null>;
  return {
    database: rules.id,
    measuredOn: measuring.today,
    rows,
    // A record is correct where each of its rules holds; the other words count what they look at.
    shares: { ...shares, CORRECT: shares.CORRECT && { good: correct, of: rows } },
    rules: tallies,
  };
}

const sum = <Item>(items: readonly Item[], of: (item: Item) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

async function measureTable(
  { id, limitDays }: DatabaseRules,
  table: TableRules,
  { database, agency, today, askMatches, onFinding, onRows }: Measuring,
): Promise<{ tallies: RuleTally[]; rows: number; correct: number }> {
  const metadata = database.getMetadata(table.entity);
  checkColumns(table, metadata);
  const keyOf = keyReader(metadata);
  const find = (tally: RuleTally, key: string): void => {
    tally.faulty += 1;
    const { entity, field, word, kind, between } = tally;
    onFinding({ database: id, entity, key, field, word, kind, between });
  };
  const tally = (
    rule: Pick<RuleTally, 'field' | 'word' | 'kind'>,
    between: Finding['between'] = null,
  ): RuleTally => ({
    entity: table.entity,
    field: rule.field,
    word: rule.word,
    kind: rule.kind,
    checked: 0,
    faulty: 0,
    between,
  });

  const byRow = rowRulesOf(table, limitDays, today).map((rule) => ({ rule, tally: tally(rule) }));
  const { master } = table;
  const compared = master && askMatches ? { master, ask: askMatches } : null;
  const byMaster = new Map(
    (compared ? [compared.master.by, ...Object.keys(compared.master.compare)] : []).map((field) => [
      field,
      tally(
        { field, word: 'CONSISTENT', kind: 'CONTRADICTION' },
        {
          sources: [agency, compared!.master.owner],
          authoritative: compared!.master.authoritative ?? compared!.master.owner,
        },
      ),
    ]),
  );

  let rows = 0;
  let correct = 0;
  for await (const page of pagesOf(database, metadata)) {
    rows += page.length;
    for (const row of page) {
      let isCorrect = true;
      for (const { rule, tally: mine } of byRow) {
        const faulty = rule.faulty(row);
        if (faulty === null) continue;
        mine.checked += 1;
        if (!faulty) continue;
        find(mine, keyOf(row));
        isCorrect &&= rule.word !== 'CORRECT';
      }
      if (isCorrect) correct += 1;
    }
    if (compared)
      for await (const { row, field, matches } of compareWithMaster(page, compared.master, compared.ask)) {
        const mine = byMaster.get(field)!;
        mine.checked += 1;
        if (!matches) find(mine, keyOf(row));
      }
    onRows?.(page.length);
  }

  const byGroup: RuleTally[] = [];
  for (const columns of table.unique) {
    const mine = tally({ field: columns.join('+'), word: 'CLEAN', kind: 'DUPLICATE' });
    mine.checked = rows;
    for await (const row of findDuplicates(database, metadata, columns)) find(mine, keyOf(row));
    byGroup.push(mine);
  }
  return { tallies: [...byRow.map((each) => each.tally), ...byMaster.values(), ...byGroup], rows, correct };
}

const keyReader =
  ({ primaryColumns }: EntityMetadata) =>
  (row: Row): string =>
    primaryColumns.map(({ propertyName }) => String(row[propertyName])).join(' ');

/** The rows of a table in the order of its key, a page after another: each page is looked up by where the last ended. */
async function* pagesOf(
  database: DataSource,
  { target, primaryColumns }: EntityMetadata,
): AsyncGenerator<Row[]> {
  const repository = database.getRepository<ObjectLiteral>(target);
  const keys = primaryColumns.map(({ propertyName }) => propertyName);
  const order = Object.fromEntries(keys.map((key) => [key, 'ASC' as const]));
  let last: Row | null = null;
  for (;;) {
    const page: Row[] = await repository.find({ where: last ? behind(last, keys) : {}, order, take: PAGE });
    if (page.length > 0) yield page;
    if (page.length < PAGE) return;
    last = page.at(-1)!;
  }
}

/** Behind a row in the order of its key: the same in the first columns, and greater in the next. */
const behind = (row: Row, keys: readonly string[]): FindOptionsWhere<ObjectLiteral>[] =>
  keys.map((key, index) => ({
    ...Object.fromEntries(keys.slice(0, index).map((before) => [before, row[before]])),
    [key]: MoreThan(row[key]),
  }));
