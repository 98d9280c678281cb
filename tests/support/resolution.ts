import { readFileSync } from 'node:fs';
import type { Extraction } from '../../seeds/resolution-214/parse/extraction.ts';

const folder = new URL('../../seeds/resolution-214/data/', import.meta.url);

/** What a committed file of the Resolution's data says. */
export const resolution = <File extends keyof Extraction>(file: File): Extraction[File] =>
  JSON.parse(readFileSync(new URL(`${file}.json`, folder), 'utf8')) as Extraction[File];
