import { readFileSync } from 'node:fs';
import type { Extraction } from '../../seeds/resolution-214/parse/extraction.ts';
import { readSources } from '../../seeds/resolution-214/parse/sources.ts';

const seeds = new URL('../../seeds/resolution-214/', import.meta.url);

export const dataFolder = new URL('data/', seeds);
export const sources = readSources(new URL('source/', seeds));
export const sourceLines = sources.text.split('\n');

/** What the committed file says, not what the extraction would say now. */
export const read = <File extends keyof Extraction>(file: File): Extraction[File] =>
  JSON.parse(readFileSync(new URL(`${file}.json`, dataFolder), 'utf8')) as Extraction[File];
