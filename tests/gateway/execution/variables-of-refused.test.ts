import { beforeEach, describe, expect, it } from '@jest/globals';
import { composeServices } from '@apollo/composition';
import type { ExchangeContext } from '@lienthong/gateway/exchange-context';
import { createCancellation } from '@lienthong/gateway/execution/cancellation';
import { readDeferrals } from '@lienthong/gateway/execution/deferring/read-deferrals';
import { openEngine, type EngineAnswer, type Execute } from '@lienthong/gateway/execution/engine';
import { createApolloPlanner } from '@lienthong/gateway/execution/planning/apollo-planner';
import { takeOut } from '@lienthong/gateway/policy/taking-out/take-out';
import { fromBytes } from '@lienthong/shared/bytes';
import { operationsIn } from '@lienthong/shared/graphql/operation';
import type { Coordinate } from '@lienthong/shared/policy/types';
import { buildASTSchema, parse } from 'graphql';

const { supergraphSdl } = composeServices([
  {
    name: 'only',
    url: 'http://only.example',
    typeDefs: parse(`
      type Query { thing: Thing }
      type Thing { id: ID!  name: String  secret(of: Kind, within: Within): String }
      enum Kind { PLAIN  HIDDEN }
      input Within { from: Int! }
    `),
  },
]);
const planner = createApolloPlanner(supergraphSdl!);
const schema = buildASTSchema(parse(supergraphSdl!), { assumeValidSDL: true });
const refused: ReadonlySet<Coordinate> = new Set<Coordinate>(['Thing.secret']);

let engine: Execute;
let [planned, asked] = [0, 0];
beforeEach(() => {
  [planned, asked] = [0, 0];
  engine = openEngine({
    planner: { ...planner, plan: (document) => ((planned += 1), planner.plan(document)) },
    schema,
    sourceOf: () => ({
      ask: async () => ((asked += 1), { data: { thing: { id: '1', name: 'A' } }, escape: true, errors: [] }),
    }),
  });
});

/** Asks for a thing what may be asked of it, time after time of one document. */
function asker(query: string, { inParts = false, takenOut = refused } = {}) {
  const [operation] = operationsIn(parse(query), query);
  const exchange = { inParts, event: null, cancellation: createCancellation(), fetches: [] };
  const deferrals = inParts ? readDeferrals(operation!) : null;
  const whole = deferrals?.operation ?? operation!;
  const { document } = takeOut(whole.document, whole.name, planner.apiSchema, takenOut);
  const remaining = takenOut.size > 0 ? operationsIn(document!, query)[0]! : whole;
  const of = deferrals
    ? { deferrals, refused: takenOut }
    : takenOut.size > 0
      ? { whole, refused }
      : undefined;
  return (variables: Readonly<Record<string, unknown>>): Promise<EngineAnswer> =>
    engine(remaining, variables, exchange as unknown as ExchangeContext, of);
}

const jsonIn = ({ json }: EngineAnswer) => json && fromBytes(json);
const faultsIn = ({ json, errors }: EngineAnswer) => ({
  json,
  errors: errors?.map(({ message, extensions }) => [message, extensions['code']]),
});

const MAYBE = 'query ($x: Boolean!) { thing { id secret @include(if: $x) } }';

describe('A variable of what is refused alone', () => {
  it.each<[string, string, Readonly<Record<string, unknown>>]>([
    ['text for a condition', MAYBE, { x: 'true' }],
    ['a list for a condition', MAYBE, { x: [true] }],
    ['an object for a condition, which has no text', MAYBE, { x: { toString: 1 } }],
    ['nothing for a condition', MAYBE, {}],
    ['null for a condition', MAYBE, { x: null }],
    [
      'null for a condition with a default',
      'query ($x: Boolean = true) { thing { id secret @skip(if: $x) } }',
      { x: null },
    ],
    ['no value of an enum', 'query ($of: Kind) { thing { id secret(of: $of) } }', { of: 'HIDDE' }],
    ['an input that lacks a field', 'query ($w: Within) { thing { id secret(within: $w) } }', { w: {} }],
  ])('has to fit as it has where nothing is refused: %s', async (_, query, variables) => {
    const faults = faultsIn(await asker(query)(variables));
    expect(faults).toEqual({ json: undefined, errors: [[expect.any(String), 'BAD_USER_INPUT']] });
    expect(faults).toEqual(faultsIn(await asker(query, { takenOut: new Set() })(variables)));
    expect([planned, asked]).toEqual([0, 0]);
  });

  it.each([
    ['include', 'true', true],
    ['skip', 'false', false],
  ])('that does not fit changes nothing for who asks next, by @%s', async (directive, wrong, right) => {
    const ask = asker(MAYBE.replace('include', directive));
    await ask({ x: wrong });
    expect(jsonIn(await ask({ x: right }))).toBe('{"thing":{"id":"1","secret":null}}');
    expect(jsonIn(await ask({ x: !right }))).toBe('{"thing":{"id":"1"}}');
  });

  it('is no part of what a plan is remembered by, unless it is a condition', async () => {
    const ask = asker('query ($x: Boolean!, $of: Kind) { thing { id secret(of: $of) @include(if: $x) } }');
    for (const x of [true, false])
      for (const of of ['PLAIN', 'HIDDEN', null]) await ask({ x, of, more: `${x}${of}` });
    expect([planned, asked]).toEqual([2, 6]);
  });
});

describe('In parts, what is refused is null where it is asked', () => {
  const IN_PARTS = 'query ($x: Boolean!) { thing { id secret @include(if: $x) ... @defer { name } } }';
  const answers = new Map([
    [true, '{"thing":{"id":"1","secret":null}}'],
    [false, '{"thing":{"id":"1"}}'],
  ]);

  it.each([
    [true, false],
    [false, true],
  ])('whoever asked before: %s and then %s', async (...order) => {
    const ask = asker(IN_PARTS, { inParts: true });
    for (const x of order) expect(jsonIn(await ask({ x }))).toBe(answers.get(x));
  });

  it('and its variables have to fit', async () => {
    const ask = asker(IN_PARTS.replace('Boolean!', 'Boolean = true'), { inParts: true });
    expect(faultsIn(await ask({ x: null })).errors).toEqual([[expect.any(String), 'BAD_USER_INPUT']]);
    expect(jsonIn(await ask({}))).toBe(answers.get(true));
  });
});
