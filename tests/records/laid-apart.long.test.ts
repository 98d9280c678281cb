import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatabase, type Storage } from '@lienthong/shared/database';
import { Citizen } from '../../subgraphs/mps/entities.ts';
import { HealthRecord, TestResult } from '../../subgraphs/moh/entities.ts';
import { Partner, PriorityDatabase } from '../../subgraphs/ndc/entities.ts';
import { runCommand, type Ended } from '../support/command.ts';
import { temporaryFolder } from '../support/folder.ts';
import { createPostgresDatabase, describeOnPostgres } from '../support/postgres.ts';
import { loadListed, readSeed } from '../support/subgraph.ts';

const PEOPLE = 300;
/** The child of the first household: in every country. */
const CHILD = '003220000013';

/** What `npm run seed` promises, wherever the records lie. */
function laysACountry(open: () => Promise<{ storage: Storage; remove: () => Promise<void> }>): void {
  let place: Awaited<ReturnType<typeof open>>;
  let ended: Ended;
  beforeAll(async () => {
    place = await open();
    const { dataDir, databaseUrl } = place.storage;
    ended = await runCommand('scripts/seed.ts', ['--people', `${PEOPLE}`], {
      DATA_DIR: dataDir,
      ...(databaseUrl && { DATABASE_URL: databaseUrl }),
    });
  }, 120_000);
  afterAll(() => place.remove());

  const onStart = async (name: string) => openDatabase(await loadListed(name), place.storage, readSeed);

  it('says how many people, rows and seconds', () => {
    expect([ended.code, ended.stdout]).toEqual([
      0,
      expect.stringMatching(/^3\d\d người .* people, rows: [\d.]+ s, .* MB\.\n$/),
    ]);
  });

  it('leaves them there for whoever starts next, the people of the stories among them', async () => {
    const database = await onStart('mps');
    const people = await database.getRepository(Citizen).count();
    const child = await database.getRepository(Citizen).findOneBy({ personalId: CHILD });
    await database.destroy();
    expect(people).toBeGreaterThanOrEqual(PEOPLE);
    expect(child?.fullName).toBe('Lê Mẫu Minh');
  });

  it('leaves what the centre has of the Resolution', async () => {
    const database = await onStart('ndc');
    const kept = await Promise.all(
      [Partner, PriorityDatabase].map((each) => database.getRepository(each).count()),
    );
    await database.destroy();
    expect(kept).toEqual([8, 11]);
  });

  it('keeps what belongs together together, and every column as it was', async () => {
    const database = await onStart('moh');
    const [result] = await database.getRepository(TestResult).find({ take: 1, order: { id: 'ASC' } });
    const record = await database.getRepository(HealthRecord).findOneBy({ healthId: result!.healthRecordId });
    await database.destroy();
    expect([record!.citizenId, Array.isArray(record!.allergies), typeof record!.occupationalDisease]).toEqual(
      [result!.citizenId, true, 'boolean'],
    );
  });

  it('keeps what it spoilt on purpose to itself, a line for each', () => {
    const truth = readFileSync(join(place.storage.dataDir, 'seed', 'truth.jsonl'), 'utf8')
      .trim()
      .split('\n');
    for (const line of truth)
      expect(Object.keys(JSON.parse(line) as object)).toEqual(['agency', 'entity', 'key', 'field', 'kind']);
  });
}

describe('npm run seed', () => {
  laysACountry(async () => {
    const folder = temporaryFolder();
    return { storage: { dataDir: folder.path }, remove: async () => folder.remove() };
  });

  it.each([
    [['--people', '0'], /--people must be a whole number from 1 to/],
    [['--seed', 'x'], /--seed must be a whole number/],
  ])('refuses %s', async (args, says) => {
    const { code, stderr } = await runCommand('scripts/seed.ts', args);
    expect([code, stderr]).toEqual([1, expect.stringMatching(says)]);
  });
});

describeOnPostgres('npm run seed on PostgreSQL', () => {
  laysACountry(async () => {
    const folder = temporaryFolder();
    const database = await createPostgresDatabase();
    return {
      storage: { dataDir: folder.path, databaseUrl: database.url },
      remove: async () => {
        folder.remove();
        await database.drop();
      },
    };
  });
});
