import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AskMatches } from '@lienthong/shared/quality/compare-with-master';
import { measureDatabase } from '@lienthong/shared/quality/measure-database';
import { qualityFile } from '@lienthong/shared/quality/quality-file';
import type { Finding } from '@lienthong/shared/quality/report';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
import { createPostgresDatabase, describeOnPostgres } from '../support/postgres.ts';
import { sqliteInMemory } from '../support/sqlite.ts';

@Entity()
class Boat {
  @PrimaryColumn('text') harbour!: string;
  @PrimaryColumn('integer') number!: number;
  @Column('text', { nullable: true }) name!: string | null;
  @Column('text') owner!: string;
  @Column('date') updatedOn!: string;
}

const TODAY = '2026-11-01';
const [RULES] = qualityFile.parse({
  databases: [
    {
      id: 'mae-A-03',
      limitDays: 100,
      tables: [
        {
          entity: 'Boat',
          mandatory: ['name'],
          correct: [
            { field: 'number', from: 1 },
            { field: 'name', oneOf: ['A', 'B', 'C'] },
          ],
          unique: [['name', 'owner']],
          updated: 'updatedOn',
          master: {
            owner: 'mps',
            type: 'Citizen',
            by: 'owner',
            compare: { name: 'fullName' },
            authoritative: 'mps',
          },
        },
      ],
    },
  ],
}).databases;

const boat = (harbour: string, number: number, more: Partial<Boat> = {}): Boat => ({
  harbour,
  number,
  name: 'A',
  owner: `${harbour}${number}`,
  updatedOn: '2026-10-01',
  ...more,
});

/** Believes what is said of everybody but of one, and does not know another. */
const askMatches: AskMatches = async (_, claims) =>
  claims.map(({ key }) => (key === 'unknown' ? null : { fullName: key !== 'liar' }));

async function measure(database: DataSource, boats: readonly Boat[], ask: AskMatches | null = askMatches) {
  await database.getRepository(Boat).clear();
  await database.getRepository(Boat).insert([...boats]);
  const found: Finding[] = [];
  const report = await measureDatabase(RULES!, {
    database,
    agency: 'mae',
    today: TODAY,
    askMatches: ask,
    onFinding: (finding) => found.push(finding),
  });
  return { report, found: found.map(({ key, field, kind }) => `${key} ${field} ${kind}`).sort(), all: found };
}

function measures(open: () => Promise<{ database: DataSource; close: () => Promise<void> }>): void {
  let opened: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  it('[REQ-02] by every word at once, and names each row that fails one', async () => {
    const { report, found } = await measure(opened.database, [
      boat('a', 1),
      boat('a', 2, { name: null }),
      boat('a', 3, { name: 'Z', owner: 'liar' }),
      boat('b', 0, { updatedOn: '2026-01-01' }),
      boat('b', 1, { owner: 'a1' }),
      boat('c', 1, { owner: 'unknown' }),
    ]);
    expect(found).toEqual([
      'a 2 name MISSING',
      'a 3 name CONTRADICTION',
      'a 3 name FORMAT',
      'b 0 number FORMAT',
      'b 0 updatedOn STALE',
      'b 1 name+owner DUPLICATE',
      'c 1 owner CONTRADICTION',
    ]);
    expect(report).toMatchObject({
      database: 'mae-A-03',
      measuredOn: TODAY,
      rows: 6,
      shares: {
        CORRECT: { good: 4, of: 6 },
        COMPLETE: { good: 5, of: 6 },
        CLEAN: { good: 5, of: 6 },
        ALIVE: { good: 5, of: 6 },
        // Six keys and the four names of those who are known and have one.
        CONSISTENT: { good: 8, of: 10 },
      },
    });
  });

  it('over pages of a key of two columns, each row once', async () => {
    const many = Array.from({ length: 12_003 }, (_, index) =>
      boat(`h${index % 3}`, index, { updatedOn: index % 1_000 === 0 ? '2020-01-01' : '2026-10-01' }),
    );
    for (let from = 0; from < many.length; from += 2_000) {
      if (from === 0) await opened.database.getRepository(Boat).clear();
      await opened.database.getRepository(Boat).insert(many.slice(from, from + 2_000));
    }
    const found = new Set<string>();
    const report = await measureDatabase(RULES!, {
      database: opened.database,
      agency: 'mae',
      today: TODAY,
      askMatches: null,
      onFinding: ({ key, kind }) => found.add(`${key} ${kind}`),
    });
    expect([report.rows, report.shares.ALIVE, found.size]).toEqual([
      12_003,
      { good: 11_990, of: 12_003 },
      14,
    ]);
  });
}

describe('A database is measured on SQLite', () => {
  measures(async () => {
    const database = await sqliteInMemory([Boat]);
    return { database, close: () => database.destroy() };
  });

  it('says nothing of a master source that cannot be asked, and fails where one stops answering', async () => {
    const database = await sqliteInMemory([Boat]);
    const { report } = await measure(database, [boat('a', 1)], null);
    expect(report.shares.CONSISTENT).toBeNull();
    const silent: AskMatches = async () => {
      throw new Error('silent');
    };
    await expect(measure(database, [boat('a', 1)], silent)).rejects.toThrow('silent');
    await database.destroy();
  });

  it('not at all by a rule about a column that there is not', async () => {
    const database = await sqliteInMemory([Boat]);
    const [table] = RULES!.tables;
    const rules = { ...RULES!, tables: [{ ...table!, mandatory: ['captain'] }] };
    const measuring = { database, agency: 'mae', today: TODAY, askMatches: null, onFinding: () => {} };
    await expect(measureDatabase(rules, measuring)).rejects.toMatchObject({ code: 'UNKNOWN_COLUMN' });
    await database.destroy();
  });

  it('names both sources of a contradiction, and the one whose word counts', async () => {
    const database = await sqliteInMemory([Boat]);
    const { all } = await measure(database, [boat('a', 1, { owner: 'liar' })]);
    expect(all).toMatchObject([{ between: { sources: ['mae', 'mps'], authoritative: 'mps' } }]);
    await database.destroy();
  });
});

describeOnPostgres('A database is measured on PostgreSQL', () => {
  measures(async () => {
    const place = await createPostgresDatabase();
    const database = await new DataSource({
      type: 'postgres',
      url: place.url,
      entities: [Boat],
      synchronize: true,
    }).initialize();
    return {
      database,
      close: async () => {
        await database.destroy();
        await place.drop();
      },
    };
  });
});
