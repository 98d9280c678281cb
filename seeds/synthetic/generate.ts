import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { printRows, syntheticWorld } from './world.ts';

/*
 * Writes the records that every start lays down, a file for each agency and entity:
 *
 *   npx tsx seeds/synthetic/generate.ts [--people 150] [--seed 214] [--out seeds/synthetic/records]
 *
 * `npm run seed` lays a larger world into the databases themselves.
 */
const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '150' },
    seed: { type: 'string', default: '214' },
    out: { type: 'string', default: fileURLToPath(new URL('records', import.meta.url)) },
  },
});

rmSync(values.out, { recursive: true, force: true });
const world = syntheticWorld(Number(values.people), Number(values.seed));
for (const [name, rows] of Object.entries(world)) {
  const file = join(values.out, `${name}.json`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, printRows(rows));
}
console.log(`${world['mps/Citizen']!.length} people written to ${values.out}.`);
