import { describe, expect, it } from '@jest/globals';
import { splitIntrospection } from '@lienthong/gateway/policy/visible-schema/introspection';
import { parse, print, validate } from 'graphql';
import { schema } from './small-graph.ts';

/** Both parts as texts of one line, each of them valid. */
function split(source: string, operationName?: string): [string | null, string | null] {
  const document = parse(source);
  expect(validate(schema, document)).toEqual([]);
  const { introspection, data } = splitIntrospection(document, operationName, schema);
  const parts = [introspection, data].map((part) => {
    if (!part) return null;
    expect(validate(schema, part)).toEqual([]);
    return print(part).replaceAll(/\s+/g, ' ');
  });
  return parts as [string | null, string | null];
}

const NAMES = '{ __schema { types { name } } }';

describe('An operation is taken apart', () => {
  it.each<[string, string, string | null, string | null]>([
    ['that asks for the graph alone', NAMES, NAMES, null],
    ['that asks for data alone', '{ person { name } }', null, '{ person { name } }'],
    [
      'that asks for a type',
      '{ t: __type(name: "Dog") { name } }',
      '{ t: __type(name: "Dog") { name } }',
      null,
    ],
    ['that asks for both', '{ __schema { types { name } } person { name } }', NAMES, '{ person { name } }'],
    ['whose __typename is data', '{ __typename __schema { types { name } } }', NAMES, '{ __typename }'],
    [
      'whose fragment holds both',
      'query { ...F } fragment F on Query { thing { name } __schema { types { name } } }',
      '{ ... on Query { __schema { types { name } } } }',
      '{ ... on Query { thing { name } } }',
    ],
    [
      'whose fragments lie in each other',
      '{ ...F } fragment F on Query { ...G } fragment G on Query { __schema { types { name } } thing { name } }',
      '{ ... on Query { ... on Query { __schema { types { name } } } } }',
      '{ ... on Query { ... on Query { thing { name } } } }',
    ],
    [
      'whose fragments below the root stay what they are, each where it is used',
      `{ __schema { types { ...T } } person { ...P } }
       fragment T on __Type { name } fragment P on Person { ...Q } fragment Q on Person { name }`,
      '{ __schema { types { ...T } } } fragment T on __Type { name }',
      '{ person { ...P } } fragment P on Person { ...Q } fragment Q on Person { name }',
    ],
    [
      'with the conditions of a fragment, and of a field',
      `query ($a: Boolean!, $b: Boolean!) {
        ... @include(if: $a) { __schema @skip(if: $b) { types { name } } person { name } }
      }`,
      'query ($a: Boolean!, $b: Boolean!) { ... on Query @include(if: $a) { __schema @skip(if: $b) { types { name } } } }',
      'query ($a: Boolean!) { ... on Query @include(if: $a) { person { name } } }',
    ],
    [
      'with the variables that each part uses',
      'query Q($type: String!, $id: ID, $style: String) { __type(name: $type) { name } person(id: $id) { ...P } } fragment P on Person { name(style: $style) }',
      'query Q($type: String!) { __type(name: $type) { name } }',
      'query Q($id: ID, $style: String) { person(id: $id) { ...P } } fragment P on Person { name(style: $style) }',
    ],
  ])('%s', (_, source, introspection, data) => {
    expect(split(source)).toEqual([introspection, data]);
  });

  it('and only the one that is run, of several', () => {
    const source = `query A ${NAMES} query B { person { name } }`;
    expect(split(source, 'A')).toEqual([`query A ${NAMES}`, null]);
    expect(split(source, 'B')).toEqual([null, 'query B { person { name } }']);
  });
});
