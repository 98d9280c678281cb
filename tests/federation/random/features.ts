import type { ExecutionResult } from 'graphql';
import type { Question } from '../support/open-gateway.ts';

const IN_SCHEMAS: Readonly<Record<string, RegExp>> = {
  'a key of two fields': /@key\(fields: "(area number|number area)"/,
  'a nested key': /@key\(fields: "place \{/,
  'several keys': /@key[^\n]*@key/,
  'a reference that is not resolvable': /resolvable: false/,
  '@shareable fields': /@shareable/,
  '@requires': /@requires/,
  '@requires with arguments': /@requires\(fields: "[^\n]*\w\(/,
  '@requires of nested fields': /@requires\(fields: "[^\n]*\{/,
  'a chain of computed fields': /@requires\(fields: "[^\n]*\bfrom\d/,
  'a chain with arguments': /@requires\(fields: "[^\n]*\bfrom\d+[a-z]+\(/,
  'a computed object': /: (\[Address!\]|Person|Parcel)[^\n]* @requires/,
  '@provides': /@provides/,
  '@override': /@override/,
  '@override by label': /@override\([^\n]*label:/,
  '@inaccessible': /@inaccessible/,
  'an interface': /implements Holder/,
  'an interface nobody is behind': /^(?![^]*implements Holder)[^]*interface Holder/,
  'an interface object': /@interfaceObject/,
  'an object told in parts': /type \w+Contact/,
  'a union': /union Found/,
  'a custom scalar': /scalar Moment/,
  'an input object': /input Filter/,
  'lists of lists': /: \[\[/,
  mutations: /type Mutation/,
};
const IN_QUESTIONS: Readonly<Record<string, RegExp>> = {
  'hostile names': /(constructor|__proto__): /,
  'a field under the name of another': /\bid: (?!id)/,
  'inline fragments': /\.\.\. on /,
  'named fragments': /fragment /,
  '@skip and @include with variables': /@(skip|include)\(if: \$/,
  '@skip and @include without': /@(skip|include)\(if: (true|false)/,
  'a typename': /__typename/,
  introspection: /__(schema|type)\b/,
  'variables in arguments': /: \$(v\d|representations)/,
  'several operations': /query Other/,
  'a mutation': /^mutation/,
};

const found = (features: Readonly<Record<string, RegExp>>, text: string): string[] =>
  Object.keys(features).filter((name) => features[name]!.test(text));

export const ALL_FEATURES = [
  ...Object.keys(IN_SCHEMAS),
  ...Object.keys(IN_QUESTIONS),
  'an error',
  'a null that is carried up',
];

/** What occurs in schemas. */
export const schemaFeatures = (schemas: ReadonlyMap<string, string>): string[] =>
  [...schemas.values()].flatMap((sdl) => found(IN_SCHEMAS, sdl));

/** What occurs in a question, and in its right answer. */
export function questionFeatures({ query }: Question, { data, errors = [] }: ExecutionResult): string[] {
  const carried = errors.some(({ path = [] }) => {
    let value: unknown = data;
    for (const step of path.slice(0, -1))
      value = (value as Record<string, unknown> | null | undefined)?.[step];
    return value === null || value === undefined;
  });
  return [
    ...found(IN_QUESTIONS, query),
    ...(errors.length > 0 ? ['an error'] : []),
    ...(carried ? ['a null that is carried up'] : []),
  ];
}
