import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { readHandKept } from '../../seeds/resolution-214/parse/hand-kept.ts';
import type { Requirement } from '../../seeds/resolution-214/parse/requirements.ts';
import { trace } from '../../seeds/resolution-214/trace/trace.ts';

const read = (file: string) =>
  readFileSync(new URL(`../../seeds/resolution-214/${file}`, import.meta.url), 'utf8');

it('Every one of the 94 entries is classified, whatever tests there are', () => {
  const requirements = JSON.parse(read('data/requirements.json')) as Requirement[];
  const statuses = readHandKept('requirement-status', read('source/requirement-status.json'));
  const { rows, faults } = trace(requirements, statuses, []);
  expect([rows.length, faults]).toEqual([94, []]);
});
