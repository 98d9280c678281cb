import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { startTestDeployment, type TestDeployment } from '../support/deployment.ts';

const read = (file: string): string => readFileSync(file, 'utf8');
const readme = read('README.md');
const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...pagesUnder('docs')];

describe('the pages people read', () => {
  it('open with one sentence and the two commands', () => {
    const [title, sentence = '', commands] = readme.split('\n\n');
    expect(title).toBe('# Liên Thông');
    expect(sentence).toMatch(/^\*\*[^.]*\.\*\*$/s);
    expect(commands).toMatch(/^```sh\nnpm ci && npm start .*\nnpm ci && npm test /);
  });

  it.each(pages)('%s names only commands that exist', (page) => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...read(page).matchAll(/npm run (?:-s )?([\w-]+)/g)].map(([, name]) => name!);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it.each(pages)('%s links only to what is there', (page) => {
    const targets = [...read(page).matchAll(/\]\((?!https?:|mailto:)([^)#]+)/g)].map(([, target]) => target!);
    expect(targets.filter((target) => !existsSync(resolve(dirname(page), target)))).toEqual([]);
  });
});

describe('the question of the README', () => {
  let deployment: TestDeployment;
  beforeAll(async () => {
    deployment = await startTestDeployment();
  }, 60_000);
  afterAll(() => deployment.remove());

  it('is answered and refused as printed, to the caller of the token printed', async () => {
    const [, args] = /npm run -s token -- (.*)\)/.exec(readme)!;
    const authorization = `Bearer ${await deployment.token(...args!.split(' '))}`;
    const { body } = await deployment.ask(block('graphql'), {}, { authorization });
    expect(body.data).toEqual(JSON.parse(block('json')));
    expect(body.errors).toEqual(JSON.parse(block('json', 1)));
  });

  it('is refused as printed when it goes round the gateway', async () => {
    const response = await fetch(deployment.subgraphs.get('mps')!.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ ministryOfPublicSecurity { name } }' }),
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual(JSON.parse(block('json', 2)));
  });
});

/** The n-th code block of a language. */
function block(language: string, index = 0): string {
  return [...readme.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))][index]![1]!;
}

function pagesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file));
}
