import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand, StartError } from '@lienthong/shared/errors';
import { numberOf, readArguments } from '../../scripts/read-arguments.ts';
import { printRows, syntheticWorld } from './world.ts';

const CALL = 'npx tsx seeds/synthetic/generate.ts';
const HELP = `Writes the records that every start lays down, a file for each agency and entity.

  ${CALL} [--people 150] [--seed 214] [--out seeds/synthetic/records]

What is in the folder is replaced. npm run seed lays a larger world into the databases themselves.
`;

/** It is made as a whole before anything is written. */
const MOST_PEOPLE = 100_000;

await runCommand(async () => {
  const { values } = readArguments(CALL, {
    people: { type: 'string', default: '150' },
    seed: { type: 'string', default: '214' },
    out: { type: 'string', default: fileURLToPath(new URL('records', import.meta.url)) },
  });
  if (values.help) return void process.stdout.write(HELP);
  const people = numberOf(CALL, 'people', values.people, MOST_PEOPLE);
  const world = syntheticWorld(people, numberOf(CALL, 'seed', values.seed, 2 ** 31 - 1));
  demandRecords(values.out);

  rmSync(values.out, { recursive: true, force: true });
  for (const [name, rows] of Object.entries(world)) {
    const file = join(values.out, `${name}.json`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, printRows(rows));
  }
  process.stdout.write(`${world['mps/Citizen']!.length} people written to ${values.out}.\n`);
});

/** A folder is replaced only where it holds nothing but records. */
function demandRecords(folder: string): void {
  if (!existsSync(folder)) return;
  const strange = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .find((file) => !/^[a-z-]+\/[A-Za-z]+\.json$/.test(file));
  if (strange !== undefined)
    throw new StartError(
      'NOT_RECORDS',
      `${folder} holds ${strange}, which is no file of records: name a folder that may be replaced.`,
    );
}
