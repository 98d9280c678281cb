import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ledgerFile } from '@lienthong/gateway/audit/store/sqlite-store';
import type { CallerClaims } from '@lienthong/gateway/authentication/claims';
import { publicKeysFile } from '@lienthong/shared/identity/keys';
import Database from 'better-sqlite3';
import { runCommand, type Ended, type RunningCommand } from '../support/command.ts';
import { createPostgresDatabase, describeOnPostgres, type PostgresDatabase } from '../support/postgres.ts';
import { describeAtLength } from './run-settings.ts';
import { openGate, type Gate } from './gate.ts';
import { markersIn } from './marked-records.ts';
import { clinicFor, FATHER, startSomeAgencies, STRANGER, type SomeAgencies } from './some-agencies.ts';

jest.setTimeout(60_000);

let agencies: SomeAgencies;
let gateway: RunningCommand;
beforeAll(async () => {
  agencies = await startSomeAgencies();
  gateway = await agencies.startGateway();
});
afterAll(() => agencies.remove());

const QUESTION =
  'query ($id: ID!) { citizen(personalId: $id) { personalId fullName } ministryOfHealth { name } }';
const CALLERS: readonly (CallerClaims | null)[] = [null, clinicFor(FATHER), clinicFor(STRANGER)];
const askAll = () => Promise.all(CALLERS.map((claims) => agencies.ask(claims, QUESTION, { id: FATHER })));
const receiptOf = (extensions: unknown): unknown =>
  (extensions as { readonly exchange?: { readonly receipt?: string } } | undefined)?.exchange?.receipt;

const logFile = (): string => ledgerFile(agencies.dataDir, 'gateway-1');
const ledger = (...args: readonly string[]): Promise<Ended> =>
  runCommand('scripts/ledger.ts', args, { DATA_DIR: agencies.dataDir });

async function expectUnavailable(): Promise<void> {
  for (const { status, body } of await askAll()) {
    expect(status).toBe(503);
    expect(body).toEqual({
      errors: [
        {
          message: expect.stringMatching(/^The exchange cannot be recorded /),
          extensions: {
            code: 'LEDGER_UNAVAILABLE',
            messageVi: expect.stringMatching(/^Hiện không ghi được biên nhận /),
          },
        },
      ],
      // No receipt is named that nobody wrote.
      extensions: { exchange: { requestId: expect.any(String) } },
    });
  }
}

/** Every answer with its receipt, and data for who may have it. */
async function expectAnswers(): Promise<void> {
  const answers = await askAll();
  expect(answers.map(({ status, body }) => [status, typeof receiptOf(body.extensions)])).toEqual(
    CALLERS.map(() => [200, 'string']),
  );
  expect(answers.map(({ body }) => markersIn(JSON.stringify(body)).length)).toEqual([0, 1, 0]);
}

describe('While its log cannot be written a gateway gives no data, and says why in both languages:', () => {
  const limitFiles = (bytes: string): void =>
    void execFileSync('prlimit', ['--pid', String(gateway.pid), `--fsize=${bytes}:`]);

  it('where its disk is full', async () => {
    await expectAnswers();
    limitFiles('4096');
    await expectUnavailable();
    limitFiles('unlimited');
    await expectAnswers();
  });

  it('where another process holds its file', async () => {
    const other = new Database(logFile());
    other.exec('BEGIN IMMEDIATE');
    await expectUnavailable();
    other.exec('ROLLBACK');
    other.close();
    await expectAnswers();
  });

  it('where a table of it is gone', async () => {
    const other = new Database(logFile());
    other.exec('ALTER TABLE receipt RENAME TO elsewhere');
    await expectUnavailable();
    other.exec('ALTER TABLE elsewhere RENAME TO receipt');
    other.close();
    await expectAnswers();
  });

  it('and nothing is wrong with it afterwards', async () => {
    expect(await ledger('verify')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^✔ .* all hold\n$/),
    });
  });
});

describeAtLength(
  'npm run ledger -- verify finds and names what was done to the log of a running gateway:',
  () => {
    let kept: string;
    let entries: number;
    let receiptAt: (index: number) => string;

    beforeAll(async () => {
      for (let turn = 0; turn < 3; turn += 1) await askAll();
      kept = join(agencies.dataDir, 'kept.txt');
      writeFileSync(kept, (await ledger('checkpoint')).stdout);
      const log = new Database(logFile(), { readonly: true });
      const ids = log.prepare('SELECT id FROM receipt ORDER BY position').all() as { id: string }[];
      log.close();
      entries = ids.length;
      receiptAt = (index) => ids[index]!.id;
    });

    /** What the command says of a copy of the log to which this was done. */
    async function verdictAfter(name: string, sql: string): Promise<Ended> {
      const copy = join(agencies.dataDir, `${name}.sqlite`);
      new Database(logFile()).exec(`VACUUM INTO '${copy}'`);
      const database = new Database(copy);
      database.exec(sql);
      database.close();
      return ledger('verify', copy, '--kept', kept, '--keys', publicKeysFile(agencies.dataDir));
    }

    it.each<[string, string, (at: (index: number) => string) => RegExp]>([
      ['nothing', 'SELECT 1', () => /^✔/],
      [
        'an edit',
        `UPDATE receipt SET body = replace(body, '"caller":{', '"caller":{"note":"",') WHERE position = 5`,
        (at) => new RegExp(`^✘ ALTERED\n.*Entry 5 of lienthong/ledger/gateway-1 \\(receipt ${at(5)}\\)`, 's'),
      ],
      [
        'a drop',
        'DELETE FROM receipt WHERE position = 5; UPDATE receipt SET position = position - 1 WHERE position > 5',
        (at) => new RegExp(`^✘ DROPPED\n.*Entry 5 of .* \\(receipt ${at(6)}\\)`, 's'),
      ],
      [
        'another order',
        'UPDATE receipt SET position = -1 WHERE position = 4; UPDATE receipt SET position = 4 WHERE position = 5; UPDATE receipt SET position = 5 WHERE position = -1',
        (at) => new RegExp(`^✘ REORDERED\n.*Entry 4 of .* \\(receipt ${at(5)}\\)`, 's'),
      ],
      [
        'a cut',
        'DELETE FROM receipt WHERE position >= 5; DELETE FROM hash WHERE position >= 5; DELETE FROM checkpoint WHERE size > 0',
        () => /^✘ (TRUNCATED|UNSIGNED)\n/,
      ],
    ])('%s', async (name, sql, expected) => {
      const { code, stdout } = await verdictAfter(name.replaceAll(' ', '-'), sql);
      expect(stdout).toMatch(expected(receiptAt));
      expect(code).toBe(name === 'nothing' ? 0 : 1);
    });

    it('a replay', async () => {
      const lines = (await ledger('export', logFile())).stdout.split('\n');
      const earlier = lines.find((line) => line.includes(`"id":"${receiptAt(2)}"`))!;
      const later = lines.findIndex((line) => line.includes(`"id":"${receiptAt(7)}"`));
      const file = join(agencies.dataDir, 'replayed.jsonl');
      writeFileSync(file, lines.toSpliced(later, 0, earlier).join('\n'));
      const { code, stdout } = await ledger('verify', file);
      expect([code, stdout]).toEqual([1, expect.stringMatching(/^✘ REPLAYED\n/)]);
      expect(stdout).toContain(`Entry 7 of lienthong/ledger/gateway-1 repeats receipt ${receiptAt(2)}`);
    });

    it('a fork: the gateway’s own key, and another history', async () => {
      gateway.signal('SIGKILL');
      await gateway.ended;
      const log = new Database(logFile());
      log.exec(
        'DELETE FROM receipt; DELETE FROM hash; DELETE FROM subject; DELETE FROM owner; DELETE FROM checkpoint',
      );
      log.close();
      gateway = await agencies.startGateway();
      for (let turn = 0; turn * CALLERS.length <= entries; turn += 1) await askAll();
      expect(await ledger('verify')).toMatchObject({ code: 0 });
      const { code, stdout } = await ledger('verify', '--kept', kept);
      expect([code, stdout]).toEqual([1, expect.stringMatching(/^✘ FORKED\n/)]);
      expect(stdout).toContain('lienthong/ledger/gateway-1');
    });
  },
);

describeOnPostgres('While the PostgreSQL that holds its log is away, a gateway', () => {
  let postgres: PostgresDatabase;
  let gate: Gate;
  beforeAll(async () => {
    gateway.signal('SIGKILL');
    await gateway.ended;
    postgres = await createPostgresDatabase();
    gate = await openGate(postgres.url);
    gateway = await agencies.startGateway({ DATABASE_URL: gate.url });
  });
  afterAll(async () => {
    gateway.signal('SIGKILL');
    await gateway.ended;
    await gate.close();
    await postgres.drop();
  });

  it('gives no data and says why; it answers again once it is back', async () => {
    await expectAnswers();
    await gate.shut();
    await expectUnavailable();
    await gate.open();
    await expectAnswers();
    const variables = { DATA_DIR: agencies.dataDir, DATABASE_URL: postgres.url };
    expect(await runCommand('scripts/ledger.ts', ['verify'], variables)).toMatchObject({ code: 0 });
  });
});
