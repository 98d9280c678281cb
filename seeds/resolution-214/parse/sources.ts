import { readFileSync } from 'node:fs';
import { handKept, readHandKept, type HandKept } from './hand-kept.ts';

/** Everything in source/: the text, the table of requirements, and what is kept by hand. */
export interface Sources extends HandKept {
  readonly text: string;
  readonly requirementsTable: string;
}

export function readSources(folder: URL): Sources {
  const read = (file: string) => readFileSync(new URL(file, folder), 'utf8');
  const files = Object.keys(handKept) as (keyof HandKept)[];
  return {
    text: read('resolution-214.vi.txt'),
    requirementsTable: read('requirements.md'),
    ...(Object.fromEntries(
      files.map((file) => [file, readHandKept(file, read(`${file}.json`))]),
    ) as HandKept),
  };
}
