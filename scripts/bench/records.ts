import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@lienthong/shared/database';
import { readSettings, wholeNumber } from '@lienthong/shared/environment';
import { runCommand, StartError } from '@lienthong/shared/errors';
import { loadSubgraph } from '@lienthong/shared/load-subgraphs';
import { createLoaders } from '@lienthong/shared/loaders';
import { seedReader } from '@lienthong/shared/seeding';
import { readSupergraphList } from '@lienthong/shared/supergraph-list';
import type { DataSource, EntityMetadata } from 'typeorm';
import { readArguments } from '../read-arguments.ts';
import { describeMachine } from './machine.ts';
import { show, spreadOf } from './spread.ts';

const HELP = `Measures records at scale on this machine: how long a country takes to lay down, and what looking up by key costs in it.

  npx tsx scripts/bench/records.ts                       2,000 and 1,000,000 people: a quarter of an hour, some gigabytes
  npx tsx scripts/bench/records.ts --people 100000       a smaller country beside the one of 2,000

Every record type of every agency is looked up by its key, as resolvers do it, in both countries in turns.
`;

const SMALL = 2_000;
const KEYS = 40;
const ROUNDS = 5;
const BAR = 1.5;

await runCommand(async () => {
  const { values } = readArguments('npx tsx scripts/bench/records.ts', {
    people: { type: 'string', default: '1000000' },
  });
  if (values.help) return void process.stdout.write(HELP);
  const people = wholeNumber(SMALL, 1_900_000).safeParse(values.people);
  if (!people.success)
    throw new StartError(
      'BAD_ARGUMENT',
      `--people ${people.error.issues[0]!.message}, not "${values.people}".`,
    );

  say(describeMachine());
  const folder = mkdtempSync(join(tmpdir(), 'lienthong-records-'));
  try {
    const countries = [SMALL, people.data].map((count) => ({ count, dataDir: join(folder, String(count)) }));
    for (const country of countries) await seed(country.count, country.dataDir);
    await compare(countries.map(({ dataDir }) => dataDir));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** The command itself, in a process of its own: it prints its time and memory. */
async function seed(people: number, dataDir: string): Promise<void> {
  const command = ['--import', 'tsx', 'scripts/seed.ts', '--people', String(people)];
  const startedAt = performance.now();
  const child = spawn(process.execPath, command, {
    stdio: 'inherit',
    env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '' },
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`scripts/seed.ts ended with code ${code}.`);
  const seconds = (performance.now() - startedAt) / 1000;
  const databases = join(dataDir, 'databases');
  const bytes = readdirSync(databases).reduce((sum, file) => sum + statSync(join(databases, file)).size, 0);
  say(`  ${seconds.toFixed(1)} s from start to end, ${Math.round(bytes / 2 ** 20)} MB of databases`);
}

async function compare(dataDirs: readonly string[]): Promise<void> {
  const settings = readSettings(process.env);
  const read = seedReader(settings.SEEDS_DIR, settings.REFERENCE_DIR);
  const reference = seedReader(settings.REFERENCE_DIR);
  const all = dataDirs.map(() => [] as number[]);
  const ratios: { name: string; ratio: number }[] = [];
  for (const entry of readSupergraphList(settings.SUPERGRAPH_CONFIG)) {
    const subgraph = await loadSubgraph(settings.SUPERGRAPH_CONFIG, entry);
    const entities = subgraph.recordEntities.filter(
      ({ name }) => !reference.has(`${entry.name}/${name}.json`),
    );
    if (entities.length === 0) continue;
    const databases: DataSource[] = [];
    for (const dataDir of dataDirs) databases.push(await openDatabase(subgraph, { dataDir }, read));
    for (const entity of entities) {
      const asked = await Promise.all(
        databases.map((database) => keysOf(database, database.getMetadata(entity))),
      );
      if (asked.some(({ length }) => length === 0)) continue;
      const times = databases.map(() => [] as number[]);
      for (let round = 0; round < ROUNDS; round += 1)
        for (const [place, database] of databases.entries())
          times[place]!.push(...(await lookUp(database, database.getMetadata(entity), asked[place]!)));
      const [small, large] = times.map((each) => spreadOf(each).median);
      ratios.push({ name: `${entry.name}/${entity.name}`, ratio: large! / small! });
      for (const [place, each] of times.entries()) all[place]!.push(...each);
    }
    for (const database of databases) await database.destroy();
  }
  report(all, ratios);
}

function report(all: readonly number[][], ratios: readonly { name: string; ratio: number }[]): void {
  const [small, large] = all.map(spreadOf);
  say(
    `\nlook-ups by key, ${ratios.length} record types, ${KEYS} keys each, ${ROUNDS} rounds in turns, in microseconds:`,
  );
  say(`  small country   p50 ${small!.median.toFixed(0)}   p95 ${small!.p95.toFixed(0)}`);
  say(`  large country   p50 ${large!.median.toFixed(0)}   p95 ${large!.p95.toFixed(0)}`);
  say(
    `  large to small, by record type   ${show(spreadOf(ratios.map(({ ratio }) => ratio)), 2)}   bar ${BAR}`,
  );
  for (const { name, ratio } of ratios.filter((each) => each.ratio > BAR))
    say(`  above the bar: ${name} ${ratio.toFixed(2)}`);
}

/** Keys of rows that lie all over the table. */
async function keysOf(database: DataSource, metadata: EntityMetadata): Promise<unknown[]> {
  const [key] = metadata.primaryColumns;
  const table = `"${metadata.tableName}"`;
  const [{ last }] = await database.query<[{ last: number | null }]>(
    `SELECT MAX(rowid) AS last FROM ${table}`,
  );
  const keys: unknown[] = [];
  for (let index = 0; index < KEYS && last !== null; index += 1) {
    const rowid = 1 + Math.floor(((index + 0.5) * last) / KEYS);
    const rows = await database.query<{ key: unknown }[]>(
      `SELECT "${key!.databaseName}" AS key FROM ${table} WHERE rowid >= ${rowid} LIMIT 1`,
    );
    if (rows[0]) keys.push(rows[0].key);
  }
  return keys;
}

/** Microseconds of each look-up, one after another: a request of its own each, so that nothing is batched or kept. */
async function lookUp(
  database: DataSource,
  metadata: EntityMetadata,
  keys: readonly unknown[],
): Promise<number[]> {
  const times: number[] = [];
  for (const key of keys) {
    const loaders = createLoaders(database);
    const startedAt = performance.now();
    await loaders.many(metadata.target, metadata.primaryColumns[0]!.propertyName, key);
    times.push((performance.now() - startedAt) * 1000);
  }
  return times;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
