import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Supergraph } from '@apollo/federation-internals';
import { visibleSchema } from '@lienthong/gateway/policy/visible-schema/visible-schema';
import fc from 'fast-check';
import {
  BreakingChangeType,
  buildSchema,
  findBreakingChanges,
  isObjectType,
  printSchema,
  printType,
  validateSchema,
  type GraphQLSchema,
} from 'graphql';

const schema = buildSchema(`
  "The root."
  type Query { citizen("Who." by: Find = { kind: OLD }): Citizen  pets: [Pet!]!  any: Any  tree: Tree  old: Int @deprecated(reason: "Old.") }
  type Mutation { move(to: Place!): Citizen }
  input Find { kind: Kind = NEW  in: Place }
  input Place { code: ID! }
  enum Kind { OLD NEW }
  scalar Day
  type Citizen { name: String  born: Day  pet: Pet  dog: Dog }
  interface Pet { name: String  age: Int  mate: Pet }
  interface Furred implements Pet { name: String  age: Int  mate: Pet  fur: String }
  type Dog implements Pet & Furred { name: String  age: Int  mate: Dog  fur: String  bark: Int }
  type Cat implements Pet & Furred { name: String  age: Int  mate: Furred  fur: String }
  type Fish implements Pet { name: String  age: Int  mate: Pet  fins: Int }
  union Any = Dog | Citizen
  type Tree { left: Tree  right: Tree  leaf: Leaf }
  type Leaf { green: Boolean }
`);
const coordinatesIn = (of: GraphQLSchema): string[] =>
  Object.values(of.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));
const shown = (visible: string): GraphQLSchema => visibleSchema(schema, new Set(visible.split(' ')));
const typesOf = (of: GraphQLSchema): string[] =>
  Object.keys(of.getTypeMap())
    .filter((name) => !name.startsWith('__') && !['String', 'Boolean'].includes(name))
    .sort();

describe('The visible schema', () => {
  it('of everything is the schema', () => {
    expect(printSchema(visibleSchema(schema, new Set(coordinatesIn(schema))))).toBe(printSchema(schema));
  });

  it('keeps descriptions, deprecations and default values', () => {
    expect(printType(shown('Query.citizen Citizen.name Query.old').getQueryType()!)).toBe(
      [
        '"""The root."""',
        'type Query {',
        '  citizen(',
        '    """Who."""',
        '    by: Find = {kind: OLD}',
        '  ): Citizen',
        '  old: Int @deprecated(reason: "Old.")',
        '}',
      ].join('\n'),
    );
  });

  it.each([
    [
      'has the types its fields lead to, and those of their arguments',
      'Query.citizen Citizen.name Leaf.green',
      'Citizen Find ID Kind Place Query',
    ],
    ['has no field that answers with an empty type', 'Query.old Query.tree Tree.leaf Query.any', 'Int Query'],
    ['has types that lead only to themselves', 'Query.tree Tree.left', 'Query Tree'],
    ['has no type that no field leads to', 'Query.old Citizen.name Dog.bark', 'Int Query'],
    ['has the objects behind an interface', 'Query.pets Dog.name Cat.name', 'Cat Dog Furred Pet Query'],
    [
      'has no object behind an interface with which it shares nothing',
      'Query.pets Dog.name Cat.name Fish.fins',
      'Cat Dog Furred Pet Query',
    ],
    ['has the members of a union that are left', 'Query.any Citizen.name', 'Any Citizen Query'],
    [
      'has no mutations where none is visible',
      'Query.citizen Citizen.born',
      'Citizen Day Find ID Kind Place Query',
    ],
  ])('%s', (_, visible, types) => {
    const result = shown(visible);
    expect(validateSchema(result)).toEqual([]);
    expect(typesOf(result).join(' ')).toBe(types);
  });

  it('lets an interface promise what all of its objects keep, and the objects the rest', () => {
    const result = shown('Query.pets Dog.name Dog.age Cat.name Fish.name Fish.age');
    expect(printType(result.getType('Pet')!)).toBe('interface Pet {\n  name: String\n}');
    expect(printType(result.getType('Fish')!)).toBe(
      'type Fish implements Pet {\n  name: String\n  age: Int\n}',
    );
  });

  it('of nothing holds one field that says so', () => {
    const result = visibleSchema(schema, new Set());
    expect(validateSchema(result)).toEqual([]);
    expect(coordinatesIn(result)).toEqual(['Query._empty']);
    expect(result.getQueryType()!.getFields()['_empty']!.deprecationReason).toBeTruthy();
    expect(result.getMutationType()).toBeUndefined();
  });

  it('holds nothing of the text it was read from', () => {
    const result = shown('Query.pets Dog.name');
    expect(Object.values(result.getTypeMap()).filter((type) => isObjectType(type) && type.astNode)).toEqual(
      [],
    );
    expect(result.astNode).toBeUndefined();
  });

  it('is valid, whatever is visible, and shows nothing else', () => {
    const all = coordinatesIn(schema);
    fc.assert(
      fc.property(fc.subarray(all), (visible) => {
        const result = visibleSchema(schema, new Set(visible));
        expect(validateSchema(result)).toEqual([]);
        const hidden = coordinatesIn(result).filter((each) => !visible.includes(each));
        expect(hidden.filter((each) => each !== 'Query._empty')).toEqual([]);
        // Whoever knows only what is shown is wrong about nothing: the whole graph has it all, and more.
        const wrong = findBreakingChanges(result, schema).map(({ description }) => description);
        expect(wrong.filter((each) => each !== 'Query._empty was removed.')).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('The visible schema of the whole graph', () => {
  const graph = Supergraph.build(readFileSync('gateway/supergraph.graphql', 'utf8'))
    .apiSchema()
    .toGraphQLJSSchema();

  it('of everything loses only what no field leads to', () => {
    const result = visibleSchema(graph, new Set(coordinatesIn(graph)));
    expect(validateSchema(result)).toEqual([]);
    expect(coordinatesIn(result)).toEqual(coordinatesIn(graph));
    const lost = findBreakingChanges(graph, result).map(({ type }) => type);
    expect(lost.filter((type) => type !== BreakingChangeType.TYPE_REMOVED)).toEqual([]);
  });

  it('keeps an agency that hides its name behind the interface', () => {
    const all = coordinatesIn(graph).filter((coordinate) => coordinate !== 'MinistryOfHealth.name');
    const result = visibleSchema(graph, new Set(all));
    expect(validateSchema(result)).toEqual([]);
    expect(result.getPossibleTypes(result.getType('Agency') as never).map(({ name }) => name)).toContain(
      'MinistryOfHealth',
    );
    expect(printType(result.getType('MinistryOfHealth')!)).not.toMatch(/ name: /);
    expect(printType(result.getType('MinistryOfFinance')!)).toMatch(/ name: /);
  });
});
