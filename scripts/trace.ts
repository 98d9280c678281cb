import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runCommand, StartError } from '@lienthong/shared/errors';
import { readHandKept } from '../seeds/resolution-214/parse/hand-kept.ts';
import type { Requirement } from '../seeds/resolution-214/parse/requirements.ts';
import { SourceFault } from '../seeds/resolution-214/parse/source-fault.ts';
import { claimsIn } from '../seeds/resolution-214/trace/claims.ts';
import { table } from '../seeds/resolution-214/trace/table.ts';
import { trace } from '../seeds/resolution-214/trace/trace.ts';
import { readArguments } from './read-arguments.ts';

const usage = `Prints, for each of the 94 objectives, requirements and rules of the Resolution, the tests whose titles
carry its id ("[RULE-13] …"), or why there are none. Exits 1 when an entry is not classified, or a test or
requirement-status.json names an entry that does not exist or contradicts the other.

  npm run trace               a table
  npm run trace -- --json     the same as JSON
  npm run trace -- --help     prints this`;

await runCommand(async () => {
  const { values } = readArguments('npm run trace --', { json: { type: 'boolean', default: false } });
  if (values.help) return console.log(usage);
  const root = new URL('../', import.meta.url);
  const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
  const claims = readdirSync(fileURLToPath(new URL('tests', root)), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => `tests/${path.replaceAll('\\', '/')}`)
    .sort()
    .flatMap((path) => claimsIn(path, read(path)));

  const traced = trace(
    JSON.parse(read('seeds/resolution-214/data/requirements.json')) as Requirement[],
    readStatus(read('seeds/resolution-214/source/requirement-status.json')),
    claims,
  );
  console.log(values.json ? JSON.stringify(traced, null, 2) : table(traced));
  if (traced.faults.length > 0) process.exitCode = 1;
});

/** Whoever edits the file by hand can act on what is wrong in it. */
function readStatus(text: string) {
  try {
    return readHandKept('requirement-status', text);
  } catch (error) {
    throw error instanceof SourceFault ? new StartError('BAD_SOURCE', error.message) : error;
  }
}
