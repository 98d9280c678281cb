import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { LedgerStore } from '@lienthong/gateway/audit/ledger-store';
import { ledgerSchema, readPostgresStore } from '@lienthong/gateway/audit/store/postgres-store';
import { ledgerFile, readSqliteStore } from '@lienthong/gateway/audit/store/sqlite-store';
import { runCommand } from '../support/command.ts';
import { createPostgresDatabase, describeOnPostgres, type PostgresDatabase } from '../support/postgres.ts';
import { describeAtLength } from './run-settings.ts';
import { startLoad, type Received } from './load.ts';
import { startSomeAgencies, type SomeAgencies } from './some-agencies.ts';

/** HOSTILE_KILLS sets how often. */
const KILLS = Number(process.env['HOSTILE_KILLS'] ?? 2);
const CLIENTS = 16;
jest.setTimeout(30_000 + KILLS * 20_000);

let agencies: SomeAgencies;
beforeAll(async () => {
  agencies = await startSomeAgencies();
});
afterAll(() => agencies.remove());

/** Kills the gateway at some moment under load, again and again; returns every answer a client got to the end of. */
async function killUnderLoad(times: number, variables: Record<string, string> = {}): Promise<Received[]> {
  const received: Received[] = [];
  for (let kill = 0; kill < times; kill += 1) {
    const gateway = await agencies.startGateway(variables);
    const load = await startLoad(agencies, CLIENTS);
    await load.answers(CLIENTS);
    await wait(Math.random() * 400);
    gateway.signal('SIGKILL');
    await gateway.ended;
    received.push(...(await load.stop()));
  }
  return received;
}

async function expectNothingLost(
  received: readonly Received[],
  store: LedgerStore,
  variables: Record<string, string> = {},
): Promise<void> {
  const written = await store.rows<{ id: string; outcome: string }>('SELECT id, outcome FROM receipt');
  await store.close();
  const outcomes = new Map(written.map(({ id, outcome }) => [id, outcome]));
  expect(outcomes.size).toBe(written.length);

  // An answer without data may lack one: nothing was given.
  expect(received.filter(({ data, receipt }) => data && !receipt)).toEqual([]);
  const receipts = received.flatMap(({ receipt }) => receipt ?? []);
  expect(new Set(receipts).size).toBe(receipts.length);
  expect(receipts.filter((id) => !outcomes.has(id))).toEqual([]);
  expect(new Set(receipts.map((id) => outcomes.get(id)))).toEqual(new Set(['ALLOWED', 'PARTIAL', 'REFUSED']));

  const verdict = await runCommand('scripts/ledger.ts', ['verify', '--json'], {
    DATA_DIR: agencies.dataDir,
    ...variables,
  });
  const logs = JSON.parse(verdict.stdout) as { readonly entries: number; readonly finding: unknown }[];
  expect(logs.map(({ finding }) => finding)).toEqual(logs.map(() => null));
  expect(logs.at(-1)!.entries).toBe(written.length);
  expect(verdict.code).toBe(0);
}

describeAtLength(`A gateway killed ${KILLS} times under load (HOSTILE_KILLS)`, () => {
  it('has a receipt for every answer that anybody got, in a log that holds', async () => {
    const received = await killUnderLoad(KILLS);
    expect(received.length).toBeGreaterThan(KILLS * CLIENTS);
    await expectNothingLost(received, readSqliteStore(ledgerFile(agencies.dataDir, 'gateway-1')));
  });
});

describeOnPostgres('A gateway whose log lies in PostgreSQL, killed three times under load', () => {
  let postgres: PostgresDatabase;
  beforeAll(async () => {
    postgres = await createPostgresDatabase();
  });
  afterAll(() => postgres.drop());

  it('has a receipt for every answer that anybody got, in a log that holds', async () => {
    const variables = { DATABASE_URL: postgres.url };
    const received = await killUnderLoad(3, variables);
    await expectNothingLost(received, readPostgresStore(postgres.url, ledgerSchema('gateway-1')), variables);
  });
});
