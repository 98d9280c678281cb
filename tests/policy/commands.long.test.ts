import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder, type TemporaryFolder } from '../support/folder.ts';
import { fixtureState } from './fixture-state.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let state: TemporaryFolder;
let other: TemporaryFolder;
beforeAll(() => {
  state = fixtureState();
  other = temporaryFolder();
  cpSync(state.path, other.path, { recursive: true });
});
afterAll(() => {
  state.remove();
  other.remove();
});

const run = (script: string, ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', join(root, 'scripts', script), ...args],
    { cwd: root, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } },
  );
  return { status, stdout, stderr };
};
const edit = (folder: string, file: string, from: string, to: string): void => {
  const path = join(folder, file);
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
};

describe('npm run rules', () => {
  it('checks, says how much it checked, and ends well', () => {
    const { status, stdout } = run('rules.ts', 'check', '--root', state.path, '--at', '2026-11-01');
    expect([status, stdout]).toEqual([
      0,
      expect.stringMatching(/^6 grants, 2 forbids, .* 0 fault\(s\), \d+ warning/),
    ]);
  });

  it('ends with 1 and the place of each fault', () => {
    edit(other.path, 'subgraphs/moj/sharing.yaml', 'grantee: mps', 'grantee: mpz');
    const { status, stdout } = run('rules.ts', 'check', '--root', other.path);
    expect([status, stdout]).toEqual([
      1,
      expect.stringMatching(
        /subgraphs\/moj\/sharing\.yaml:6:14: UNKNOWN_AGENCY: .*"mpz"\. Did you mean "mps"\?/,
      ),
    ]);
  });

  it('tells who gains and loses between two checkouts, and which operations break', () => {
    const operations = join(state.path, 'operations');
    mkdirSync(operations);
    writeFileSync(
      join(operations, 'sex.graphql'),
      '# agency: moh\n# purpose: health-referral\n{ citizen(personalId: "1") { sex } }\n',
    );
    edit(other.path, 'subgraphs/moj/sharing.yaml', 'grantee: mpz', 'grantee: mps');
    edit(other.path, 'subgraphs/mps/sharing.yaml', ', Citizen.sex]', ']');
    const { stdout } = run(
      'rules.ts',
      'diff',
      state.path,
      other.path,
      '--operations',
      operations,
      '--at',
      '2026-11-01',
    );
    expect(stdout.trim().split('\n')).toEqual([
      'Mất đi / lost (1)',
      '  moh, health-referral',
      '  - Citizen.sex  mps-moh-referral, case',
      'Thao tác không còn chạy / operations that stop working',
      '! sex.graphql (moh, health-referral): Citizen.sex NO_GRANT',
    ]);
  });

  it('says what it does not understand', () => {
    expect(run('rules.ts', 'check', '--at', '2026-02-30')).toMatchObject({
      status: 1,
      stderr: 'BAD_ARGUMENT: "2026-02-30" is no day of the calendar: write it as 2025-10-21.\n',
    });
    expect(run('rules.ts', 'diff', state.path, 'no-such-revision').stderr).toMatch(
      /^NO_SUCH_RULES: "no-such-revision" is neither/,
    );
    expect(run('rules.ts', 'toString')).toEqual({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(/^BAD_ARGUMENT: There is no command "toString": check, diff, [^\n]*\n$/),
    });
    expect(run('rules.ts', 'check', state.path).stderr).toMatch(/^BAD_ARGUMENT: check takes no /);
  });

  it('holds no operations against the rules that it cannot read, and says which', () => {
    const operations = temporaryFolder();
    const tried = (folder: string) => run('rules.ts', 'diff', state.path, state.path, '--operations', folder);
    expect(tried(operations.path)).toEqual({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(/^BAD_ARGUMENT: --operations \S+ is no folder with operations/),
    });
    writeFileSync(join(operations.path, 'letter.graphql'), 'Dear Sir');
    expect(tried(operations.path)).toEqual({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(/^BAD_OPERATION: \S+letter\.graphql:1:1: Syntax Error[^\n]*\n$/),
    });
    operations.remove();
  });
});

describe('npm run explain', () => {
  it('explains an operation as of a day', () => {
    const file = join(state.path, 'question.graphql');
    writeFileSync(file, '{ citizen(personalId: "1") { birthRegistration { id: number } } }');
    const ask = (at: string) =>
      JSON.parse(
        run(
          'explain.ts',
          '--root',
          state.path,
          '--agency',
          'mps',
          '--purpose',
          'birth-registration',
          '--at',
          at,
          '--json',
          file,
        ).stdout,
      ) as { fields: { coordinate: string; permit: { grant: string | null; by: string } }[] };
    expect(
      ask('2025-10-21').fields.map(({ coordinate, permit }) => [coordinate, permit.grant ?? permit.by]),
    ).toEqual([
      ['BirthRegistration.number', 'moj-mps-birth-chain-2020'],
      ['Citizen.birthRegistration', 'moj-mps-birth-chain-2020'],
      ['Query.citizen', 'OWN'],
    ]);
  });

  it('says it in both languages, and who reads a field', () => {
    const refused = run(
      'explain.ts',
      '--root',
      state.path,
      '--agency',
      'moj',
      '--purpose',
      'birth-registration',
      'Citizen.religion',
    );
    for (const part of [
      '✗ Citizen.religion  FORBIDDEN',
      'cấm chia sẻ',
      'forbids sharing',
      'PDPL 91/2025 Art 3',
      'mps-no-religion',
    ])
      expect(refused.stdout).toContain(part);
    const who = run('explain.ts', '--root', state.path, '--who', 'Citizen.sex', '--at', '2026-11-01');
    expect(who.stdout).toContain('moh  health-referral  Citizen.sex  mps-moh-referral  case');
  });

  it('names what it does not know and what was probably meant', () => {
    const { status, stderr } = run('explain.ts', '--root', state.path, '--agency', 'moj', 'Citizen.sexx');
    expect([status, stderr]).toEqual([
      1,
      'BAD_ARGUMENT: There is no field or file "Citizen.sexx". Did you mean "Citizen.sex"?\n',
    ]);
  });
});
