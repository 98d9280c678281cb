import { describe, expect, it } from '@jest/globals';
import { arrange } from '@lienthong/gateway/execution/planning/arrange';
import { planInParts } from '@lienthong/gateway/execution/planning/in-parts';
import type { Fetch, Step } from '@lienthong/gateway/execution/planning/plan';
import { parse, print, stripIgnoredCharacters, type DocumentNode } from 'graphql';

const textOf = (document: DocumentNode): string => stripIgnoredCharacters(print(document));

const fetchOf = (query: string, more: Partial<Fetch> = {}): Fetch => ({
  kind: 'fetch',
  subgraph: 'one',
  query,
  operationName: undefined,
  change: false,
  variables: [],
  entities: null,
  outputRewrites: [],
  ...more,
});

/** Asks one subgraph for all there is; has no plan for what holds all of `together`. */
const planner =
  (together: readonly string[], more: Partial<Fetch> = {}, then: readonly Step[] = []) =>
  (document: DocumentNode): Step => {
    const query = textOf(document);
    if (together.length > 0 && together.every((each) => query.includes(each)))
      throw new Error('One is a child of another: adding it as parent would create a cycle');
    return { kind: 'sequence', steps: [fetchOf(query, more), ...then] };
  };

const asked = (plan: (document: DocumentNode) => Step | null, query: string): string[] =>
  arrange(planInParts(plan, parse(query, { noLocation: true }), (document) => document)).map(
    (call) => `${call.subgraph} ${call.query}`,
  );

describe('A question', () => {
  it('is planned as a whole where there is a plan', () => {
    expect(asked(planner(['x']), '{ a { b c } }')).toEqual(['one {a{b c}}']);
  });

  it('is planned in parts where there is none, and asked at the root at once', () => {
    expect(asked(planner(['b', 'd']), '{ a { b c d } }')).toEqual(['one {a{b}a{c d}}']);
    expect(asked(planner(['a', 'd']), '{ a { ... on T { b c } } d }')).toEqual(['one {a{...on T{b c}}d}']);
  });

  it('is planned in parts of parts', () => {
    expect(asked(planner(['c']), '{ a { b } d }')).toEqual(['one {a{b}d}']);
    const plan = (document: DocumentNode): Step =>
      planner(textOf(document).match(/\b[bcd]\b/g)!.length > 1 ? ['a'] : [])(document);
    expect(asked(plan, '{ a { b c d } }')).toEqual(['one {a{b}a{c}a{d}}']);
  });

  it('is asked of whom it leads to after what is asked at the root', () => {
    const entities = { paths: [['a']], requires: [], inputRewrites: [] };
    const query = 'query($representations:[_Any!]!){_entities(representations:$representations){x}}';
    const plan = planner(['b', 'c'], {}, [fetchOf(query, { subgraph: 'two', entities })]);
    const calls = arrange(planInParts(plan, parse('{ a { b c } }'), (document) => document));
    expect(calls.map(({ subgraph, after }) => [subgraph, after])).toEqual([
      ['one', []],
      ['two', [0]],
    ]);
  });

  it('that leads to a change makes it once, or not at all', () => {
    const change = { change: true };
    expect(asked(planner(['b', 'c'], change), 'mutation { a { b c } }')).toEqual(['one mutation{a{b}a{c}}']);
    let subgraph = 0;
    const anyone = (document: DocumentNode): Step =>
      planner(['b', 'c'], { ...change, subgraph: `of ${++subgraph}` })(document);
    expect(() => asked(anyone, 'mutation { a { b c } }')).toThrow('a cycle');
  });

  it('keeps what else its planner says, and what it refuses', () => {
    expect(() => asked(planner(['b']), '{ a { b } }')).toThrow('a cycle');
    const refusing = (): Step => {
      throw new Error('Too many options');
    };
    expect(() => asked(refusing, '{ a { b c } }')).toThrow('Too many options');
  });
});
