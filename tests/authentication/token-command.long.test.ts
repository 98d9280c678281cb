import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAuthenticator } from '@lienthong/gateway/authentication/authenticate';
import { openDevelopmentIssuer } from '@lienthong/gateway/authentication/development-issuer';
import { readSupergraphList } from '@lienthong/shared/supergraph-list';
import { decodeJwt } from 'jose';
import { parse } from 'yaml';
import { runCommand, type Ended } from '../support/command.ts';
import { temporaryFolder } from '../support/folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const agencies = readSupergraphList('supergraph.yaml').map(({ name }) => name);
const purposes = existsSync('law/purposes.yaml')
  ? (
      parse(readFileSync('law/purposes.yaml', 'utf8')) as {
        purposes: { id: string; procedure: string | null }[];
      }
    ).purposes
  : [];
const withProcedure = purposes.find(({ procedure }) => procedure !== null);

const RUNS = {
  agency: [
    ...'--agency moh --purpose health-referral --case HS-1 --subject 003185000017 --subject 003185000018'.split(
      ' ',
    ),
    ...'--officer nurse-lan --system his --expires 15m'.split(' '),
  ],
  procedure: ['--agency', 'moj', ...(withProcedure ? ['--purpose', withProcedure.id] : [])],
  citizen: ['--citizen', '003185000017'],
  help: ['--help'],
  unknownAgency: ['--agency', 'mox'],
  unknownPurpose: ['--agency', 'moh', '--purpose', 'curiosity'],
  tooLong: ['--agency', 'moh', '--expires', '9h'],
} as const;
type Run = keyof typeof RUNS;

const variables = { DATA_DIR: folder.path, GATEWAY_PORT: '4711' };
let ended: Record<Run | 'production', Ended>;

beforeAll(async () => {
  const runs = Object.entries(RUNS).map(
    ([name, args]): [string, readonly string[], Record<string, string>] => [name, args, variables],
  );
  runs.push([
    'production',
    RUNS.agency,
    { ...variables, NODE_ENV: 'production', DEVELOPMENT_ISSUER: 'false' },
  ]);
  const all: [string, Ended][] = [];
  // Two at a time: the machine has two cores, and the first two make the key at once.
  for (let at = 0; at < runs.length; at += 2) {
    const pair = runs
      .slice(at, at + 2)
      .map(async ([name, args, environment]): Promise<[string, Ended]> => [
        name,
        await runCommand('scripts/token.ts', args, environment),
      ]);
    all.push(...(await Promise.all(pair)));
  }
  ended = Object.fromEntries(all) as typeof ended;
}, 60_000);

const issuer = () =>
  openDevelopmentIssuer({
    issuer: 'http://127.0.0.1:4711/issuer',
    audience: 'lienthong',
    dataDir: folder.path,
  });

/** The Caller the gateway takes the bearer of a printed token for. */
async function callerOf(run: Run) {
  const authenticate = createAuthenticator({ issuers: [await issuer()], agencies });
  return authenticate(`Bearer ${ended[run].stdout.trim()}`);
}

describe('npm run token', () => {
  it('prints a token, and nothing else, by which the gateway knows who asks', async () => {
    expect(ended.agency).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+\n$/),
    });
    await expect(callerOf('agency')).resolves.toEqual({
      kind: 'agency',
      agency: 'moh',
      system: 'his',
      officer: 'nurse-lan',
      purpose: 'health-referral',
      case: { id: 'HS-1', subjects: ['003185000017', '003185000018'] },
    });
    const { exp, iat } = decodeJwt(ended.agency.stdout.trim());
    expect(exp! - iat!).toBe(15 * 60);
  });

  it('fills in the system, and the procedure of the purpose', async () => {
    await expect(callerOf('procedure')).resolves.toEqual({
      kind: 'agency',
      agency: 'moj',
      system: 'development',
      ...(withProcedure && { purpose: withProcedure.id, procedure: withProcedure.procedure }),
    });
  });

  it('speaks for a citizen', async () => {
    await expect(callerOf('citizen')).resolves.toEqual({ kind: 'citizen', personalId: '003185000017' });
  });

  it('makes the key it signs with, for its owner alone', () => {
    expect(statSync(join(folder.path, 'keys', 'issuer.private.jwk.json')).mode & 0o777).toBe(0o600);
  });

  it('lists every agency and every purpose with --help', () => {
    expect(ended.help.code).toBe(0);
    for (const id of [...agencies, ...purposes.map((purpose) => purpose.id)]) {
      expect(ended.help.stdout).toMatch(new RegExp(`^  ${id}  +\\S.* / \\S`, 'm'));
    }
  });

  it.each<[Run | 'production', RegExp]>([
    ['unknownAgency', /^BAD_ARGUMENT: There is no agency "mox"\. The 25 are: mps, .*, ndc\.\n$/],
    [
      'tooLong',
      /^BAD_ARGUMENT: --expires takes a time such as 90s, 15m or 1h, of at most 28800 seconds .*"9h"\.\n$/,
    ],
    ['production', /^NO_DEVELOPMENT_ISSUER: The development issuer is off/],
  ])('names what is wrong and what there is: %s', (run, said) => {
    expect(ended[run]).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(said) });
  });

  const known = purposes.length > 0 ? it : it.skip;
  known('names the purposes there are where one is none of them (needs law/purposes.yaml)', () => {
    expect(ended.unknownPurpose).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/There is no purpose "curiosity"\. The \d+ are: .*health-referral/),
    });
  });
});
