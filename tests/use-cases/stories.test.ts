import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { jsonSchemaOf } from '@lienthong/shared/policy/reading/shapes';
import { readUseCases } from '../../scripts/use-cases/read-use-cases.ts';
import { storyFile } from '../../scripts/use-cases/story-shape.ts';
import { temporaryFolder } from '../support/folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const STORY = readFileSync('demo/uc07-school-admission/story.yaml', 'utf8');
let last = 0;

/** What is told of a folder of stories that holds this one. */
function told(story: string, texts: Record<string, string> = FILES): string {
  const root = join(folder.path, String(++last));
  mkdirSync(join(root, 'uc07-school-admission'), { recursive: true });
  for (const [name, text] of Object.entries({ 'story.yaml': story, ...texts }))
    writeFileSync(join(root, 'uc07-school-admission', name), text);
  try {
    readUseCases(root);
    return 'nothing';
  } catch (error) {
    return (error as Error).message.replaceAll(`${root}/`, '');
  }
}

const lineOf = (text: string): number => STORY.slice(0, STORY.indexOf(text)).split('\n').length;
const FILES = Object.fromEntries(readUseCases().find(({ id }) => id === 'uc7')!.texts);

describe('A mistake in a story is told with its file, its line and what was expected', () => {
  it('and a good one is read', () => expect(told(STORY)).toBe('nothing'));

  it.each([
    [
      'a caller nobody wrote',
      'caller: curious',
      'caller: nosy',
      'expected one of school, office, curious; found "nosy"',
    ],
    [
      'a file nobody wrote',
      'operation: name.graphql',
      'operation: age.graphql',
      /expected one of .*; found "age\.graphql"/,
    ],
    ['a word no story has', 'source:', 'sauce:', 'there is no "sauce" here'],
    [
      'a number that lost its quotes',
      "tracker: '003220000013'",
      'tracker: 3220000013',
      'tracker: expected string',
    ],
    [
      'an agency and a person in one',
      'agency: moet\n',
      "citizen: '003220000013'\n    agency: moet\n",
      'expected either agency or citizen',
    ],
  ])('%s', (_, old, wrong, expected) => {
    expect(STORY).toContain(old);
    const message = told(STORY.replace(old, wrong));
    expect(message).toMatch(expected);
    expect(message).toMatch(/uc07-school-admission\/story\.yaml:\d+:\d+: /);
  });

  it('at its own line', () => {
    const line = lineOf('caller: curious');
    expect(told(STORY.replace('caller: curious', 'caller: nosy'))).toContain(`story.yaml:${line}:`);
  });

  it('also in an operation', () => {
    expect(told(STORY, { ...FILES, 'name.graphql': 'query {\n  citizen(' })).toContain(
      'uc07-school-admission/name.graphql:2:11: expected GraphQL',
    );
  });
});

it('The schema that editors pick up is that of the stories', () => {
  const kept = readFileSync('demo/schemas/story.schema.json', 'utf8');
  expect(JSON.parse(kept)).toEqual(JSON.parse(jsonSchemaOf(storyFile)));
});
