import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { printRows, syntheticWorld } from './world.ts';

/*
 * Writes the synthetic records of every agency, the same ones for the same numbers:
 *
 *   npx tsx seeds/synthetic/generate.ts [--households 16] [--seed 214] [--out seeds/synthetic]
 *
 * More households leave the first ones as they are. Subgraphs read the folder that RECORDS_DIR names.
 */
const { values } = parseArgs({
  options: {
    households: { type: 'string', default: '16' },
    seed: { type: 'string', default: '214' },
    out: { type: 'string', default: fileURLToPath(new URL('.', import.meta.url)) },
  },
});

const world = syntheticWorld(Number(values.households), Number(values.seed));
for (const [name, rows] of Object.entries(world)) {
  const file = join(values.out, `${name}.json`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, printRows(rows));
}
console.log(`${world['mps/citizens']!.length} people written to ${values.out}.`);
