import { describe, expect, it } from '@jest/globals';
import { rootFieldOf } from '@lienthong/shared/catalogue/resolvers';
import { listedAgencies } from '../support/subgraph.ts';
import { asker } from './asker.ts';
import { agencies, expectedCatalogue } from './expected-catalogue.ts';

/** Asks what is answered without errors. */
function answersOf(name: string) {
  const ask = asker(name);
  return async (...asked: Parameters<typeof ask>) => {
    const { data, errors, tables } = await ask(...asked);
    expect(errors).toBeUndefined();
    return { data: data as Record<string, unknown>, tables };
  };
}

describe.each(listedAgencies.map(({ name }) => name))(
  '%s reads a table once, however many rows stand above it',
  (name) => {
    const root = rootFieldOf(agencies.find(({ id }) => id === name)!.type);
    const ask = answersOf(name);

    it.each([
      ['databases { name }', ['database']],
      ['databases { sameAs { id } }', ['database', 'database_equivalence']],
      [
        'databases { sameAs { id } owner { ... on Agency { name nameEn kind } } }',
        ['agency_card', 'database', 'database_equivalence'],
      ],
      ['name nameEn abbreviation kind note noteEn', ['agency_card']],
      ['partners { printedName partner { id } }', ['partner_link']],
      ['tasks { text deadline { iso } recurrence { interval } }', ['task', 'task_assignment']],
      ['led: tasks(role: LEAD) { id } joined: tasks(role: COOPERATING) { id }', ['task', 'task_assignment']],
    ])('{ %s }', async (selection, expected) => {
      const { databases, tasks } = expectedCatalogue(name);
      const { tables } = await ask(`{ ${root} { ${selection} } }`);
      // Below no row there is nothing to read.
      const bare = databases.length === 0 || tasks.length === 0;
      expect(tables).toEqual(bare ? expected.filter((table) => tables.includes(table)) : expected);
    });

    it('asked for itself many times over, in one statement', async () => {
      const type = agencies.find(({ id }) => id === name)!.type;
      const { tables } = await ask(
        'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Agency { name databases { id } } } }',
        { of: Array.from({ length: 50 }, () => ({ __typename: type, id: name })) },
      );
      expect(tables).toEqual(['agency_card', 'database']);
    });
  },
);

describe('ndc reads a table once for each level, however many rows stand above it', () => {
  const ask = answersOf('ndc');

  it.each([
    ['agencies { id }', ['agency_card']],
    ['partners { name agencies { id } }', ['agency_card', 'partner', 'partner_link']],
    [
      'priorityDatabases { lead { id } databases { name owner { id } sameAs { id } } }',
      ['agency_card', 'database', 'database_equivalence', 'priority_database', 'priority_database_row'],
    ],
    ['tasks { lead { id } }', ['agency_card', 'task', 'task_assignment']],
    ['tasks { lead { id } cooperating { id } }', ['agency_card', 'task', 'task_assignment']],
    [
      'committee { standingBody { id } members { agencies { id } } duties { id } }',
      ['agency_card', 'committee', 'committee_duty', 'committee_member'],
    ],
    ['requirements { id }', ['requirement']],
    ['excludedBodies { name }', ['excluded_body']],
  ])('{ %s }', async (query, expected) => {
    expect((await ask(`{ ${query} }`)).tables).toEqual(expected);
  });

  it.each([1, 100])('a page of %i databases takes as many statements as any other', async (first) => {
    const { tables } = await ask(
      'query ($first: Int) { databases(first: $first) { edges { node { name owner { id } sameAs { id } } } } }',
      { first },
    );
    expect(tables).toEqual(['agency_card', 'database', 'database', 'database_equivalence']);
  });

  it.each([1, 100])('so does a search', async (first) => {
    const { tables } = await ask(
      'query ($first: Int) { databases(search: "quản lý", first: $first) { nodes { name owner { id } } } }',
      { first },
    );
    expect(tables).toEqual(['agency_card', 'database', 'database', 'database', 'database_search']);
  });

  it('tasks and partners asked for as entities come in one statement each', async () => {
    const { data, tables } = await ask(
      `query ($of: [_Any!]!) {
        _entities(representations: $of) { ... on Task { lead { id } cooperating { id } } ... on Partner { agencies { id } } }
      }`,
      {
        of: ['III.1.b', 'III.1.c', 'III.2.a', 'nowhere']
          .map((id) => ({ __typename: 'Task', id }))
          .concat(['viettel', 'vnpt', 'fpt'].map((id) => ({ __typename: 'Partner', id }))),
      },
    );
    expect((data['_entities'] as unknown[]).map(Boolean)).toEqual([
      true,
      true,
      true,
      false,
      true,
      true,
      true,
    ]);
    expect(tables).toEqual(['agency_card', 'partner', 'partner_link', 'task', 'task_assignment']);
  });

  it('statistics take one statement for each count', async () => {
    const { tables } = await ask('{ statistics { agencies databases databasesByGroup { count } tasks } }');
    expect(new Set(tables).size).toBe(7);
    expect(tables).toHaveLength(9);
  });
});
