import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from '@jest/globals';
import { temporaryFolder } from '../support/folder.ts';

const run = promisify(execFile);
const folder = temporaryFolder();
afterAll(folder.remove);

it('What agencies answer to a gateway takes one byte a character, names of the graph among it', async () => {
  const program = join(import.meta.dirname, 'names-known.ts');
  const { stdout } = await run(process.execPath, ['--import', 'tsx', program, folder.path]);
  const { words, twice } = JSON.parse(stdout) as { words: number; twice: string[] };
  expect(words).toBeGreaterThan(1_000);
  expect(twice).toEqual([]);
}, 60_000);
