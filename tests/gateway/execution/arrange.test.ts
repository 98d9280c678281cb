import { expect, it } from '@jest/globals';
import { arrange } from '@lienthong/gateway/execution/planning/arrange';
import type { Fetch, Step } from '@lienthong/gateway/execution/planning/plan';

const root = (subgraph: string): Fetch => ({
  kind: 'fetch',
  subgraph,
  query: '{ people { __typename id } }',
  operationName: undefined,
  change: false,
  variables: [],
  entities: null,
  outputRewrites: [],
});

const entities = (subgraph: string, path: string, fields: string, more: Partial<Fetch> = {}): Fetch => ({
  ...root(subgraph),
  query: `query($representations:[_Any!]!){_entities(representations:$representations){...on Person{${fields}}}}`,
  entities: {
    paths: [path.split('.')],
    requires: [{ kind: 'field', name: 'id', below: null }],
    inputRewrites: [],
  },
  ...more,
});

const sequence = (...steps: Step[]): Step => ({ kind: 'sequence', steps });
const parallel = (...steps: Step[]): Step => ({ kind: 'parallel', steps });

const outline = (step: Step) =>
  arrange(step).map(({ subgraph, lookups, after }) => [
    `${subgraph} ${lookups.map(({ paths }) => paths.map((path) => path.join('.')).join(' + ')).join(', ')}`.trim(),
    [...after],
  ]);

it('Fetches of one level that ask one subgraph become one call', () => {
  const step = sequence(
    parallel(root('a'), root('b')),
    parallel(entities('c', 'people.@', 'name'), entities('c', 'ships.@', 'age')),
  );
  const [, , call] = arrange(step);
  expect(outline(step)).toEqual([
    ['a', []],
    ['b', []],
    ['c people.@, ships.@', [0, 1]],
  ]);
  expect(call!.query).toBe(
    'query($representations0:[_Any!]!$representations1:[_Any!]!){' +
      '_entities0:_entities(representations:$representations0){...on Person{name}}' +
      '_entities1:_entities(representations:$representations1){...on Person{age}}}',
  );
});

it('Objects that are asked for the same are asked about in one list', () => {
  const step = sequence(root('a'), parallel(entities('c', 'x', 'name'), entities('c', 'y.@', 'name')));
  expect(outline(step)).toEqual([
    ['a', []],
    ['c x + y.@', [0]],
  ]);
});

it('What nobody waits for is asked with a later call to its subgraph, and what somebody waits for is not', () => {
  const step = sequence(
    root('a'),
    parallel(
      entities('c', 'x', 'early'),
      sequence(entities('b', 'x', 'key'), entities('c', 'x', 'late'), entities('d', 'x', 'last')),
    ),
  );
  expect(outline(step)).toEqual([
    ['a', []],
    ['b x', [0]],
    ['c x, x', [0, 1]],
    ['d x', [2]],
  ]);
});

it('A branch waits for its own calls alone', () => {
  const step = parallel(
    sequence(root('a'), entities('c', 'x', 'name')),
    sequence(root('b'), entities('d', 'y', 'name')),
  );
  expect(outline(step)).toEqual([
    ['a', []],
    ['b', []],
    ['c x', [0]],
    ['d y', [1]],
  ]);
});

it('Fragments of one name that differ keep apart', () => {
  const text = (field: string): string =>
    `query($representations:[_Any!]!){_entities(representations:$representations){...F}} fragment F on Person{${field}}`;
  const step = sequence(
    root('a'),
    parallel(
      entities('c', 'x', '', { query: text('name') }),
      entities('c', 'y', '', { query: text('age') }),
      entities('c', 'z', '', { query: text('name') }),
    ),
  );
  const [, call] = arrange(step);
  expect(call!.lookups.map(({ paths }) => paths)).toEqual([[['x'], ['z']], [['y']]]);
  expect(call!.query).toContain('{...F}');
  expect(call!.query).toContain('{...F_}');
  expect(call!.query).toContain('fragment F on Person{name}');
  expect(call!.query).toContain('fragment F_ on Person{age}');
});

it('A caller’s variable that is called like ours does not become one of ours', () => {
  const step = sequence(
    root('a'),
    parallel(
      entities('c', 'x', '', {
        query:
          'query($representations:[_Any!]!$representations1:Int){_entities(representations:$representations){...on Person{old(in:$representations1)}}}',
        variables: ['representations1'],
      }),
      entities('c', 'y', 'name'),
    ),
  );
  const [, call] = arrange(step);
  expect(call!.lookups.map(({ variable }) => variable)).toEqual(['representations0', 'representations1_']);
  expect(call!.query).toContain('old(in:$representations1)');
});
