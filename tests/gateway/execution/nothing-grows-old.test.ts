import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';

const run = promisify(execFile);

/** A nursery that stays as it is, nothing that is born old, and room for all that grows old: nothing here depends on what ran before. */
const HEAP = [
  ...['--min-semi-space-size=16', '--max-semi-space-size=16', '--no-allocation-site-pretenuring'],
  '--initial-old-space-size=500',
];

/** It was 181 MB of what was written, and 44 MB of what was under way. */
const A_FEW = 5_000_000;

it.each(['written', 'underWay'])(
  'Of what was answered nothing is kept for what is asked next, also where all of it had grown old once (%s)',
  async (way) => {
    const program = join(import.meta.dirname, 'grown-old.ts');
    const { stdout } = await run(process.execPath, [
      ...HEAP,
      ...['--expose-gc', '--import', 'tsx', program, way],
    ]);
    expect(Number(stdout)).toBeLessThan(A_FEW);
  },
);
