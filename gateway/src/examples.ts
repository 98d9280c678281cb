import { readdirSync, readFileSync } from 'node:fs';
import type { ExampleQuery } from '@lienthong/shared/http/explorer';

const FOLDER = new URL('../examples/', import.meta.url);

/**
 * The example questions, one file each in `gateway/examples`: its first line, a comment, is the title, and
 * `01-whole-resolution.graphql` is called `WholeResolution`.
 */
export function readExamples(): Required<ExampleQuery>[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => {
      const [title = '', ...query] = readFileSync(new URL(file, FOLDER), 'utf8').split('\n');
      const words = file.replace('.graphql', '').split('-').slice(1);
      const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
      return { title: title.replace(/^#\s*/, ''), name, query: query.join('\n') };
    });
}
