import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { decide } from '@lienthong/shared/policy/decide';
import { expandGroups } from '@lienthong/shared/policy/expand-groups';
import { startOfDay } from '@lienthong/shared/policy/legal-day';
import type { Grant } from '@lienthong/shared/policy/types';
import { readUseCases } from '../../scripts/use-cases/read-use-cases.ts';
import { resolution } from '../support/resolution.ts';
import { agencyFor, NOW, rules } from './decided.ts';

interface Answered {
  readonly database: string;
  readonly types: readonly { readonly type: string }[];
}

const answered = new Set(
  (JSON.parse(readFileSync('seeds/reference/answered.json', 'utf8')) as Answered[])
    .filter(({ types }) => types.length > 0)
    .map(({ database }) => database),
);
const agencies = resolution('agencies').map(({ id }) => id);
const { grants } = rules.ruleSet;
const { membersOf } = expandGroups(rules.ruleSet, agencies);

/** What every agency may read proves nothing of one. */
const EVERYBODY = 'political-system';

/** Whether a grant gives its reader something that its owner keeps, to who brings every proof. */
function gives(grant: Grant, reader: string): boolean {
  const coordinates = [...rules.graph.classes.keys()].filter((field) =>
    grant.fields.some((pattern) => pattern === field || pattern === `${field.split('.')[0]}.*`),
  );
  const { verdicts } = decide(
    { caller: agencyFor(reader, grant.purpose), coordinates },
    rules.compiled,
    startOfDay(NOW),
  );
  return [...verdicts.values()].some((verdict) => verdict.allowed && verdict.grant === grant.id);
}

/** Which agency asks which other in a story, as pairs. */
const told = readUseCases().flatMap(({ callers, steps }) =>
  steps.flatMap(({ caller, expect: { asked } }) => {
    const { agency } = callers[caller]!;
    return agency === undefined
      ? []
      : asked.flat().flatMap((owner) => (owner === agency ? [] : [[agency, owner]]));
  }),
);

describe('Every agency of the Resolution takes part in a question that leaves its own house:', () => {
  it.each(agencies)('%s', (agency) => {
    const inAStory = told.some((pair) => pair.includes(agency));
    const byAGrant = grants.some((grant) =>
      membersOf(grant.grantee).some(
        (reader) =>
          reader !== grant.provider &&
          (grant.provider === agency || (reader === agency && grant.grantee !== EVERYBODY)) &&
          gives(grant, reader),
      ),
    );
    expect(inAStory || byAGrant).toBe(true);
  });
});

it('At least 45 databases of Annex I answer with records', () => {
  const ofAnnexOne = resolution('databases').filter(({ id }) => answered.has(id));
  expect(ofAnnexOne.length).toBeGreaterThanOrEqual(45);
});

describe('Every priority database of Annex II is answered, by itself or by what Annex I lists of it:', () => {
  const priority = resolution('priority-databases');

  it.each(priority.map(({ id, databases }) => [id, databases] as const))('%s', (id, databases) => {
    expect([id, ...databases].filter((each) => answered.has(each))).not.toEqual([]);
  });
});
