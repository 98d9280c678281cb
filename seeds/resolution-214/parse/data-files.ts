import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Extraction } from './extraction.ts';

interface DataFile {
  readonly name: string;
  readonly content: string;
}

const filesOf = (extraction: Extraction): DataFile[] =>
  Object.entries(extraction).map(([name, value]) => ({
    name: `${name}.json`,
    content: `${JSON.stringify(value, null, 2)}\n`,
  }));

/** The files of a folder that are missing or say something else than the extraction. */
export function staleFiles(extraction: Extraction, folder: URL): string[] {
  const holds = ({ name, content }: DataFile) => {
    const file = new URL(name, folder);
    return existsSync(file) && readFileSync(file, 'utf8') === content;
  };
  return filesOf(extraction)
    .filter((file) => !holds(file))
    .map(({ name }) => name);
}

export function writeFiles(extraction: Extraction, folder: URL): void {
  for (const { name, content } of filesOf(extraction)) writeFileSync(new URL(name, folder), content);
}
