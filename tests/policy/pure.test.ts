import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { readSupergraphList } from '@lienthong/shared/supergraph-list';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const folder = path('../../shared/src/policy/');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'))
  .sort();
const text = (file: string): string => readFileSync(`${folder}${file}`, 'utf8');
const withoutComments = (code: string): string => code.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');

/** What is imported to run, types left aside. */
const imports = (file: string): string[] =>
  [...withoutComments(text(file)).matchAll(/import\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?'([^']+)'/g)].map(
    ([, from]) => from!,
  );

/** Reading files and their shapes is not deciding. These alone may have more. */
const ALLOWED: Record<string, readonly string[]> = {
  'classification.ts': ['graphql'],
  'operation-fields.ts': ['graphql'],
  'rule-set.ts': ['node:crypto'],
  'reading/parse-yaml.ts': ['yaml'],
  'reading/read-yaml.ts': ['yaml'],
  'reading/shapes.ts': ['zod'],
  'reading/rule-files.ts': ['node:fs', 'node:path'],
};

describe('The deciding code', () => {
  it.each(files)('%s imports nothing but the deciding code', (file) => {
    const outside = imports(file).filter((from) => !from.startsWith('.'));
    expect(outside).toEqual(ALLOWED[file] ?? []);
    const inside = imports(file).filter((from) => from.startsWith('.'));
    expect(inside.filter((from) => join(dirname(file), from).startsWith('..'))).toEqual([]);
  });

  it('decides without ever reading a file: what decides imports nothing of reading', () => {
    const reading = files.filter((file) => !/^(reading|check)\//.test(file));
    expect(reading.filter((file) => imports(file).some((from) => from.includes('reading/')))).toEqual([]);
    expect(reading).toContain('decide.ts');
  });

  it.each(files)('%s asks neither clock nor environment nor chance', (file) => {
    expect(withoutComments(text(file))).not.toMatch(
      /Date\.now|new Date\(\)|performance\.|process\.|Math\.random|setTimeout|fetch\(|console\.|globalThis/,
    );
  });

  it('knows no agency by name', () => {
    const names = readSupergraphList(path('../../supergraph.yaml')).map(({ name }) => name);
    const named = files.flatMap((file) =>
      names
        .filter((name) => new RegExp(`['"\`]${name}['"\`]`).test(withoutComments(text(file))))
        .map((name) => `${file}: ${name}`),
    );
    expect(named).toEqual([]);
  });
});
