import { readdirSync, readFileSync } from 'node:fs';
import type { ExampleQuery } from '@lienthong/shared/http/explorer';

const FOLDER = new URL('../examples/', import.meta.url);

/** The example questions, one file each in `gateway/examples`: its first line, a comment, is the title. */
export function readExamples(): ExampleQuery[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => {
      const [title = '', ...query] = readFileSync(new URL(file, FOLDER), 'utf8').split('\n');
      return { title: title.replace(/^#\s*/, ''), query: query.join('\n') };
    });
}
