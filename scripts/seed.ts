import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Consent } from '@lienthong/shared';
import { openDatabase } from '@lienthong/shared/database';
import { readSettings, type Settings } from '@lienthong/shared/environment';
import { runCommand } from '@lienthong/shared/errors';
import { layRecords, type RecordLayer } from '@lienthong/shared/lay-records';
import { loadSubgraph } from '@lienthong/shared/load-subgraphs';
import { seedReader } from '@lienthong/shared/seeding';
import { readSupergraphList } from '@lienthong/shared/supergraph-list';
import { MOST_PEOPLE } from '../seeds/synthetic/world/personal-id.ts';
import { worldOf } from '../seeds/synthetic/world.ts';
import { numberOf, readArguments } from './read-arguments.ts';
import { createProgress } from './seed/progress.ts';

const CALL = 'npm run seed --';
const HELP = `Lays a synthetic country into the agencies' databases, in place of the people who are there.

  npm run seed                                 2,000 people
  npm run seed -- --people 1000000 --seed 7    a large one; the same numbers bring the same people

The people of the stories (seeds/synthetic/README.md) are in every country. Settings come from the environment: DATA_DIR
(./data, a SQLite file for each agency) or DATABASE_URL (PostgreSQL). Stop what is running first. To go back to the small
country of a fresh start, delete the databases below DATA_DIR.
`;

await runCommand(async () => {
  const { values } = readArguments(CALL, {
    people: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '7' },
  });
  if (values.help) return void process.stdout.write(HELP);
  const people = numberOf(CALL, 'people', values.people, MOST_PEOPLE);
  const seed = numberOf(CALL, 'seed', values.seed, 2 ** 31 - 1);
  await layCountry(readSettings(process.env), people, seed);
});

async function layCountry(settings: Settings, people: number, seed: number): Promise<void> {
  const agencies = await openAgencies(settings);
  const truth = openTruth(settings.DATA_DIR);
  const progress = createProgress(people, process.stderr);
  try {
    for (const { agency, rows, planted, people: made } of worldOf(people, seed, { spoilt: true })) {
      await agencies.get(agency)!.layer.add(rows);
      for (const defect of planted) truth.write(`${JSON.stringify(defect)}\n`);
      progress.count(
        made,
        Object.values(rows).reduce((sum, some) => sum + some.length, 0),
      );
    }
    for (const { layer } of agencies.values()) await layer.finish(`people=${people} seed=${seed}`);
  } catch (error) {
    for (const { layer } of agencies.values()) await layer.abandon();
    throw error;
  } finally {
    truth.end();
    for (const { close } of agencies.values()) await close();
  }
  process.stdout.write(`${progress.summary()}\n`);
}

interface OpenAgency {
  readonly layer: RecordLayer;
  readonly close: () => Promise<void>;
}

async function openAgencies(settings: Settings): Promise<Map<string, OpenAgency>> {
  const reference = seedReader(settings.REFERENCE_DIR);
  const read = seedReader(settings.SEEDS_DIR, settings.REFERENCE_DIR, settings.RECORDS_DIR);
  const agencies = new Map<string, OpenAgency>();
  for (const entry of readSupergraphList(settings.SUPERGRAPH_CONFIG)) {
    const subgraph = await loadSubgraph(settings.SUPERGRAPH_CONFIG, entry);
    const database = await openDatabase(
      subgraph,
      { dataDir: settings.DATA_DIR, databaseUrl: settings.DATABASE_URL },
      read,
    );
    // What an agency has of the Resolution and of public lists is of no country, and stays.
    const ofTheResolution = subgraph.seed(read)['catalogue']!.map(([entity]) => entity);
    const entities = [Consent, ...subgraph.recordEntities].filter(
      (entity) => !ofTheResolution.includes(entity) && !reference.has(`${entry.name}/${entity.name}.json`),
    );
    const layer = await layRecords(database, entities);
    agencies.set(entry.name, { layer, close: () => database.destroy() });
  }
  return agencies;
}

/** What was spoilt on purpose stays with who spoilt it: quality is measured against it. */
function openTruth(dataDir: string) {
  const folder = join(dataDir, 'seed');
  mkdirSync(folder, { recursive: true });
  return createWriteStream(join(folder, 'truth.jsonl'));
}
