import { expect, it } from '@jest/globals';
import { MOST_ERRORS } from '@lienthong/gateway/execution/source';
import { createFederation } from './support/federation.ts';
import { openOurs } from './support/open-ours.ts';
import { createWorld } from './support/world.ts';

/** Everybody owes a tax, and whoever computes taxes has never heard of anybody. */
const gatewayOver = (people: number, inParts: boolean) => {
  const { supergraphSdl, subgraphs } = createFederation(
    new Map([
      ['people', 'type Query { people: [Person] } type Person @key(fields: "id") { id: ID! }'],
      ['taxes', 'type Person @key(fields: "id") { id: ID!  tax: Int! }'],
    ]),
    createWorld({
      Query: { people: Array<string>(people).fill('$an') },
      an: { __typename: 'Person', id: 'p1', tax: 3, absentFrom: ['taxes'] },
    }),
  );
  return openOurs(supergraphSdl, subgraphs, inParts);
};

it.each([
  // More than a function takes arguments.
  ['an answer', 130_000, false, '{ people { tax } }', null],
  [
    'a part, however many objects it is about',
    5_000,
    true,
    '{ people { id ... @defer { tax } } }',
    { id: 'p1' },
  ],
])(
  'Of nulls that may not stand as many are told in %s as errors of an agency, and all are carried up',
  async (_, many, inParts, query, person) => {
    const { data, errors } = await gatewayOver(many, inParts).ask({ query });
    const people = (data!['people'] as unknown[]).map((each) => JSON.stringify(each));
    expect(people).toHaveLength(many);
    expect(new Set(people)).toEqual(new Set([JSON.stringify(person)]));
    expect(errors).toEqual(
      Array.from({ length: MOST_ERRORS }, (_, position) => ({
        path: ['people', position, 'tax'],
        message: 'Cannot return null for non-nullable field Person.tax.',
        extensions: { code: 'NULL_NOT_ALLOWED', messageVi: expect.any(String) },
      })),
    );
  },
);
