import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openLedger } from '@lienthong/gateway/audit/ledger';
import { ledgerFile, openSqliteStore } from '@lienthong/gateway/audit/store/sqlite-store';
import { openSigningKey, publicKeysFile } from '@lienthong/shared/identity/keys';
import Database from 'better-sqlite3';
import { runCommand, type Ended } from '../support/command.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/folder.ts';
import { receiptOf, receipts } from './receipts.ts';
import { appendAll } from './test-ledger.ts';

const all = receipts(30);
const sealed = receiptOf({ purpose: 'criminal-investigation', sealedUntil: '2999-01-01T00:00:00.000Z' });

let folder: TemporaryFolder;
let kept: string;
beforeAll(async () => {
  folder = temporaryFolder();
  const key = await openSigningKey(folder.path);
  for (const [replica, own] of [
    ['gateway-1', [...all.slice(0, 20), sealed]],
    ['gateway-2', all.slice(20)],
  ] as const) {
    const store = openSqliteStore(ledgerFile(folder.path, replica));
    const ledger = await openLedger({ store, replica, key, keepEvery: { entries: 10, seconds: 3600 } });
    for (const from of [0, 10, 20]) await appendAll(ledger, own.slice(from, from + 10));
    kept = `${kept ?? ''}${ledger.checkpoint()}\n`;
    await ledger.close();
  }
});
afterAll(() => folder.remove());

const ledger = (...args: readonly string[]): Promise<Ended> =>
  runCommand('scripts/ledger.ts', args, { DATA_DIR: folder.path });
const write = (name: string, content: string): string => {
  writeFileSync(join(folder.path, name), content);
  return join(folder.path, name);
};

describe('npm run ledger', () => {
  it('-- --help says what there is', async () => {
    expect(await ledger('--help')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/verify.*prove.*check-proof.*export/s),
    });
  });

  it('-- verify takes the logs of all replicas', async () => {
    const { code, stdout } = await ledger('verify', '--kept', write('kept.txt', kept));
    expect(code).toBe(0);
    expect(stdout).toBe(
      '✔ lienthong/ledger/gateway-1: 21 mục, 4 mốc ký, tất cả đều khớp / 21 entries, 4 checkpoints, all hold\n' +
        '✔ lienthong/ledger/gateway-2: 10 mục, 2 mốc ký, tất cả đều khớp / 10 entries, 2 checkpoints, all hold\n',
    );
  });

  it('-- verify names what was tampered with, in both languages, and exits 1', async () => {
    const exported = (await ledger('export', ledgerFile(folder.path, 'gateway-1'))).stdout;
    const file = write('tampered.jsonl', exported.replace('"caseId":"HS-7"', '"caseId":"HS-8"'));
    const { code, stdout } = await ledger('verify', file);
    expect(code).toBe(1);
    expect(stdout).toBe(
      `✘ ALTERED\n  Mục 7 của lienthong/ledger/gateway-1 (biên nhận ${all[7]!.id}) không phải mục đã được ký: nội dung đã bị sửa.\n` +
        `  Entry 7 of lienthong/ledger/gateway-1 (receipt ${all[7]!.id}) is not the one that was signed: its text was changed.\n`,
    );
  });

  it('-- verify finds an access that was hidden in the store, and a log cut off behind a kept checkpoint', async () => {
    const place = temporaryFolder();
    const file = join(place.path, 'copy.sqlite');
    new Database(ledgerFile(folder.path, 'gateway-2')).exec(`VACUUM INTO '${file}'`);
    const database = new Database(file);
    database.exec('DELETE FROM subject');
    expect((await ledger('verify', file, '--keys', publicKeysFile(folder.path))).stdout).toMatch(
      /^✘ INDEX_ALTERED/,
    );
    database.exec(
      'DELETE FROM receipt; DELETE FROM hash; DELETE FROM checkpoint WHERE size > 0; DELETE FROM owner',
    );
    database.close();
    const cut = await ledger('verify', file, '--kept', write('kept.txt', kept));
    expect(cut).toMatchObject({ code: 1, stdout: expect.stringMatching(/^✘ TRUNCATED/) });
    place.remove();
  });

  it('-- prove and -- check-proof', async () => {
    const { stdout } = await ledger('prove', all[25]!.id);
    const proof = write('proof.json', stdout);
    const forged = write('forged.json', stdout.replace('"PARTIAL"', '"REFUSED"'));
    const [right, wrong] = await Promise.all([ledger('check-proof', proof), ledger('check-proof', forged)]);
    expect(right.code).toBe(0);
    expect(right.stdout).toContain(
      'the receipt stands in the signed log: 5 / 10, lienthong/ledger/gateway-2',
    );
    expect(right.stdout).toContain(all[25]!.caseId!);
    expect(wrong).toMatchObject({ code: 1, stdout: expect.stringMatching(/^✘ PROOF_DOES_NOT_HOLD/) });
  });

  it('-- export writes lines that verify by themselves, also a part of them, also with sealed entries withheld', async () => {
    const log = ledgerFile(folder.path, 'gateway-1');
    const [whole, part, withheld] = await Promise.all([
      ledger('export', log),
      ledger('export', log, '--from', all[12]!.time, '--to', all[14]!.time),
      ledger('export', log, '--withhold-sealed'),
    ]);
    expect(whole.stdout).toContain('criminal-investigation');
    expect(withheld.stdout).not.toContain('criminal-investigation');
    const files = [write('part.jsonl', part.stdout), write('withheld.jsonl', withheld.stdout)];
    const verdicts = await ledger('verify', '--json', log, ...files);
    expect(JSON.parse(verdicts.stdout)).toMatchObject([
      { entries: 21, withheld: 0, finding: null },
      { entries: 10, checkpoints: 2, withheld: 0, finding: null },
      { entries: 21, withheld: 1, finding: null },
    ]);
  });

  it('-- checkpoint prints what to keep elsewhere', async () => {
    expect((await ledger('checkpoint')).stdout).toBe(kept);
  });

  it.each<[string, readonly string[], RegExp]>([
    ['a command that does not exist', ['verfy'], /^BAD_ARGUMENT: There is no command "verfy": verify, prove/],
    ['a command of a name every object has', ['constructor'], /^BAD_ARGUMENT: There is no command "constr/],
    ['an option that does not exist', ['verify', '--key', 'x'], /^BAD_ARGUMENT: Unknown option '--key'/],
    [
      'a log that does not exist',
      ['verify', '/nowhere.sqlite'],
      /^NO_SUCH_LOG: There is no log at \/nowhere/,
    ],
    [
      'a folder in place of a log',
      ['verify', 'docs'],
      /^LOG_UNREADABLE: docs cannot be read as a log: it is no regular file\.\n$/,
    ],
    ['the checkpoint of what is no store', ['checkpoint', 'README.md'], /^NO_CHECKPOINT: README\.md is no/],
    ['keys that are none', ['verify', '--keys', 'package.json'], /^BAD_ARGUMENT: package\.json is no set of/],
    ['a receipt that does not exist', ['prove', 'x'], /^NO_SUCH_RECEIPT: No log .* holds a receipt x\./],
    ['two logs to export', ['export'], /^BAD_ARGUMENT: Which log\? There are gateway-1\.sqlite, gateway-2/],
  ])('exits 2 and says why at %s', async (_, args, message) => {
    const { code, stderr, stdout } = await ledger(...args);
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it.each([[['verify']], [['prove', 'x']], [['export']], [['checkpoint']]])(
    'exits 2 at a file that is no log: %j',
    async (command) => {
      const file = join(folder.path, 'other.sqlite');
      new Database(file).exec('CREATE TABLE IF NOT EXISTS something (x)');
      expect(await ledger(...command, file)).toEqual({
        code: 2,
        stdout: '',
        stderr: expect.stringMatching(
          /^LOG_UNREADABLE: other\.sqlite cannot be read as a log: no such table: \w+\.\n$/,
        ),
      });
    },
  );

  it('exits 2 at a log in which nothing was ever written, and gives nothing to keep', async () => {
    const file = join(folder.path, 'unwritten.sqlite');
    await openSqliteStore(file).close();
    const [exported, kept] = await Promise.all([ledger('export', file), ledger('checkpoint', file)]);
    expect([exported, kept]).toEqual([
      {
        code: 2,
        stdout: '',
        stderr: 'NOTHING_THERE: unwritten.sqlite holds no receipt and no checkpoint.\n',
      },
      { code: 2, stdout: '', stderr: 'NO_CHECKPOINT: unwritten.sqlite holds no checkpoint.\n' },
    ]);
  });

  it('ends well where nobody reads on', () => {
    const command = '{ "$0" --import tsx scripts/ledger.ts export "$1"; echo "ended with $?" >&2; } | true';
    const { stderr } = spawnSync(
      'sh',
      ['-c', command, process.execPath, ledgerFile(folder.path, 'gateway-1')],
      { encoding: 'utf8' },
    );
    expect(stderr).toBe('ended with 0\n');
  });

  it('gives the checkpoints of all logs it was asked for, or none', async () => {
    const log = ledgerFile(folder.path, 'gateway-1');
    expect(await ledger('checkpoint', log, 'README.md')).toMatchObject({ code: 2, stdout: '' });
  });

  it('names a database that cannot be reached, and not by which password', async () => {
    const url = 'postgres://somebody:secret@127.0.0.1:1/exchange';
    const variables = { DATA_DIR: folder.path, DATABASE_URL: url };
    expect(await runCommand('scripts/ledger.ts', ['verify'], variables)).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'LOG_UNREADABLE: The database 127.0.0.1:1/exchange (DATABASE_URL) cannot be read as a log: connect ECONNREFUSED 127.0.0.1:1.\n',
    });
  });
});
