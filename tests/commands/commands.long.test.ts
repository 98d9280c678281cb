import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { runCommand, startCommand, type Ended } from '../support/command.ts';
import { temporaryFolder } from '../support/folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const run = (script: string, ...args: string[]): Promise<Ended> =>
  runCommand(script, args, { DATA_DIR: folder.path });

/** What npm runs of `scripts/`, by name. */
const commands = Object.entries(
  (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }).scripts,
).flatMap(([name, line]): [string, string][] => {
  const script = /\bscripts\/\S+\.ts$/.exec(line)?.[0];
  return script === undefined ? [] : [[name, script]];
});

/** A command that did nothing says why, in a line that names the code, and does not end well. */
const refusal = (sentence: RegExp) => ({
  code: expect.any(Number),
  stdout: '',
  stderr: expect.stringMatching(new RegExp(`^BAD_ARGUMENT: ${sentence.source}[^\\n]*\\n$`)),
});

describe.each(commands)('npm run %s', (_, script) => {
  it('says what it does, and names an option it does not know', async () => {
    const [help, unknown] = await Promise.all([run(script, '--help'), run(script, '--no-such-option')]);
    expect(help).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('npm ') });
    expect(unknown).toMatchObject(refusal(/Unknown option '--no-such-option'\. See npm .*--help/));
    expect(unknown.code).not.toBe(0);
  });
});

it.each<[string, string, readonly string[], RegExp]>([
  ['a use case of a name every object has', 'demo', ['--lang', 'toString'], /--lang takes one of vi, en/],
  ['more than the demo takes', 'demo', ['live', 'uc1'], /live takes no "uc1"\./],
  ['a part of a name every object has', 'bench', ['constructor'], /There is no part "constructor": start/],
  ['a part without a name', 'bench', [''], /There is no part ""/],
  [
    'an option of a part of the bench',
    'bench',
    ['engine', '--no'],
    /Unknown option '--no'\. See npm run bench/,
  ],
  ['an option of another part', 'rules', ['cedar', '--json'], /cedar takes no --json\./],
  ['an option of another part', 'ledger', ['verify', '--from', '2026-01-01'], /verify takes no --from\./],
  ['two questions at once', 'explain', ['--who', 'Citizen.sex', '--what', 'moh'], /One question at a time/],
  ['a word where none belongs', 'compose', ['check'], /Unexpected argument 'check'/],
  ['a file that cannot be written', 'quality', ['--findings', '/nowhere/x', 'moj'], /--findings cannot be/],
])('%s is refused by npm run %s', async (_, name, args, sentence) => {
  const ended = await run(`scripts/${name}.ts`, ...args);
  expect(ended).toMatchObject(refusal(sentence));
  expect(ended.code).not.toBe(0);
});

it('what is printed may be left unread', async () => {
  const command = startCommand('scripts/rules.ts', ['cedar'], { DATA_DIR: folder.path });
  command.leaveUnread();
  expect(await command.ended).toMatchObject({ code: 0, stderr: '' });
});

describe('Records that are made anew', () => {
  const made = (...args: string[]): Promise<Ended> => run('seeds/synthetic/generate.ts', '--people', ...args);

  it('take the place of records, and of nothing else', async () => {
    const out = join(folder.path, 'records');
    const citizens = (): string => readFileSync(join(out, 'mps', 'Citizen.json'), 'utf8');
    expect(await made('40', '--out', out)).toMatchObject({ code: 0, stderr: '' });
    const earlier = citizens();
    expect(await made('30', '--out', out)).toMatchObject({ code: 0, stderr: '' });
    const later = citizens();
    expect(later.length).toBeLessThan(earlier.length);
    const own = join(out, 'own.txt');
    writeFileSync(own, 'kept');
    expect(await made('20', '--out', out)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^NOT_RECORDS: .*own\.txt/),
    });
    expect(readFileSync(own, 'utf8')).toBe('kept');
    expect(citizens()).toBe(later);
  });

  it('are of so many people as a number says', async () => {
    expect(await made('many')).toMatchObject(
      refusal(/--people must be a whole number from 1 to \d+, not "many"/),
    );
  });
});
