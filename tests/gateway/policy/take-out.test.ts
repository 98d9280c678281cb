import { describe, expect, it } from '@jest/globals';
import { placesToTell } from '@lienthong/gateway/policy/taking-out/places';
import { takeOut } from '@lienthong/gateway/policy/taking-out/take-out';
import { buildSchema, parse, print, stripIgnoredCharacters, validate, type DocumentNode } from 'graphql';

const schema = buildSchema(`
  type Query { citizen(id: ID!): Citizen  me: Citizen!  citizens: [Citizen!]  pets: [Pet]  owned: [Owned]  any: Any }
  type Mutation { move(to: String!): Citizen }
  type Citizen { id: ID!  name(style: String): String  religion: String  father: Citizen  blood: Blood  pet: Pet }
  type Blood { group: String!  donor: Boolean }
  interface Pet { name: String  owner: Citizen }
  interface Owned { owner: Citizen }
  type Dog implements Pet & Owned { name: String  owner: Citizen!  bark: Int }
  type Cat implements Pet & Owned { name: String  owner: Citizen  meow: Int }
  type Fish implements Pet { name: String  owner: Citizen }
  union Any = Dog | Cat | Citizen
`);
const taken = (text: string, refused: string, operationName?: string) => {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  return takeOut(document, operationName, schema, new Set(refused.split(' ')));
};
const short = (document: DocumentNode | null) => document && stripIgnoredCharacters(print(document));

describe('What is left of a question', () => {
  it.each([
    [
      'is everything but the field refused',
      '{ citizen(id: 1) { name religion } }',
      'Citizen.religion',
      '{ citizen(id: 1) { name } }',
    ],
    [
      'is everything but the field refused, whatever it is called',
      '{ citizen(id: 1) { name a: religion b: religion } }',
      'Citizen.religion',
      '{ citizen(id: 1) { name } }',
    ],
    [
      'is not a parent whose existence alone would be told',
      '{ citizen(id: 1) { religion } me { name } }',
      'Citizen.religion',
      '{ me { name } }',
    ],
    [
      'is not a parent with its type alone',
      '{ citizen(id: 1) { __typename religion } me { name } }',
      'Citizen.religion',
      '{ me { name } }',
    ],
    [
      'is not a parent of parents with nothing left',
      '{ citizen(id: 1) { father { father { religion } } } me { name } }',
      'Citizen.religion',
      '{ me { name } }',
    ],
    [
      'is not a parent that cannot do without the field',
      '{ citizen(id: 1) { name blood { group donor } } }',
      'Blood.group',
      '{ citizen(id: 1) { name } }',
    ],
    [
      'is a type that was asked for alone',
      '{ citizen(id: 1) { __typename } me { name religion } }',
      'Citizen.religion',
      '{ citizen(id: 1) { __typename } me { name } }',
    ],
    [
      'keeps no variable it does not use',
      'query ($id: ID!, $style: String, $x: Boolean!) { citizen(id: $id) { id name(style: $style) @skip(if: $x) } }',
      'Citizen.name',
      'query ($id: ID!) { citizen(id: $id) { id } }',
    ],
    [
      'has fragments where they were spread',
      'query ($x: Boolean!) { me { ...F @skip(if: $x) } } fragment F on Citizen { name religion }',
      'Citizen.religion',
      'query ($x: Boolean!) { me { ... on Citizen @skip(if: $x) { name } } }',
    ],
    [
      'asks the objects that allow it, where others behind an interface refuse it',
      '{ pets { name } }',
      'Dog.name',
      '{ pets { __lt_type: __typename ... on Cat { name } ... on Fish { name } } }',
    ],
    [
      'asks by the interface where an object promises more than it',
      '{ pets { owner { id } } }',
      'Cat.owner',
      '{ pets { __lt_type: __typename ... on Dog { ... on Pet { owner { id } } } ... on Fish { owner { id } } } }',
    ],
    [
      'asks no object behind an interface where all refuse',
      '{ pets { name owner { id } } }',
      'Dog.name Cat.name Fish.name',
      '{ pets { __lt_type: __typename owner { id } } }',
    ],
    [
      'asks only objects to which all fragments around apply',
      '{ pets { ... on Owned { ... on Pet { name } } } }',
      'Cat.name',
      '{ pets { __lt_type: __typename ... on Owned { ... on Pet { ... on Dog { name } } } } }',
    ],
    [
      'asks for a type where the refused field may be skipped, for then an empty object was asked for',
      'query ($x: Boolean!) { citizen(id: 1) { religion @skip(if: $x) } }',
      'Citizen.religion',
      '{ citizen(id: 1) { __lt_type: __typename } }',
    ],
    [
      'holds nothing that is skipped in any case',
      '{ me { id name @skip(if: true) religion } }',
      'Citizen.religion',
      '{ me { id } }',
    ],
    [
      'of a change is what still answers something',
      'mutation { a: move(to: "x") { religion } b: move(to: "y") { name religion } }',
      'Citizen.religion',
      'mutation { b: move(to: "y") { name } }',
    ],
  ])('%s', (_, text, refused, left) => {
    const { document } = taken(text, refused);
    expect(short(document)).toBe(stripIgnoredCharacters(left));
    expect(validate(schema, parse(print(document!)))).toEqual([]);
  });

  it.each([
    ['nothing was asked that is allowed', '{ citizen(id: 1) { religion } }', 'Citizen.religion'],
    ['a refused field takes the whole answer with it', '{ me { id } citizen(id: 1) { name } }', 'Query.me'],
    ['objects in a list cannot do without the field', '{ citizens { id name } }', 'Citizen.id'],
  ])('is nothing where %s', (_, text, refused) => {
    expect(taken(text, refused).document).toBeNull();
  });

  it('is the document itself where nothing is refused', () => {
    const document = parse('{ me { ...F } } fragment F on Citizen { id }');
    expect(takeOut(document, undefined, schema, new Set()).document).toBe(document);
  });

  it('is of the operation named', () => {
    const { document } = taken(
      'query A { me { id } } query B { me { name religion } }',
      'Citizen.religion',
      'B',
    );
    expect(short(document)).toBe('query B{me{name}}');
  });
});

describe('Where a refused field was asked for', () => {
  it.each([
    ['is told once for each name', '{ me { a: religion b: religion } }', ['me.a', 'me.b']],
    [
      'is told once where selections meet',
      '{ me { religion ...F } me { ...F } } fragment F on Citizen { religion }',
      ['me.religion'],
    ],
    ['is told up to the first list', '{ citizens { father { religion } religion } }', ['citizens']],
    ['is told below a parent that went with it', '{ me { father { religion } } }', ['me.father.religion']],
    ['is not told where it is always skipped', '{ me { religion @skip(if: true) name } }', []],
    [
      'is not told where the fragment around is always skipped',
      '{ me { ... @include(if: false) { religion } name } }',
      [],
    ],
  ])('%s', (_, text, paths) => {
    const { places } = taken(text, 'Citizen.religion');
    expect(places.map(({ path }) => path.join('.'))).toEqual(paths);
  });

  it('is told for every object that refuses', () => {
    const { places } = taken('{ me { pet { name } } }', 'Dog.name Cat.name');
    expect(places.map(({ coordinate, path }) => [coordinate, ...path])).toEqual([
      ['Dog.name', 'me', 'pet', 'name'],
      ['Cat.name', 'me', 'pet', 'name'],
    ]);
  });

  it.each([
    [{ x: true, y: true }, false],
    [{ x: true, y: false }, true],
    [{ x: false, y: true }, true],
    [{ x: true }, false],
  ])('depends on variables %j: %s', (variables, told) => {
    const text = `query ($x: Boolean!, $y: Boolean = true) {
      me { name religion @skip(if: $x) ... @skip(if: $y) { religion } }
    }`;
    expect(placesToTell(taken(text, 'Citizen.religion').places, variables)).toHaveLength(told ? 1 : 0);
  });
});

describe('Twenty-four agencies behind an interface', () => {
  const names = Array.from({ length: 24 }, (_, index) => `Agency${index}`);
  const agencies = buildSchema(`
    interface Agency { name: String  parent: Agency }
    ${names.map((name) => `type ${name} implements Agency { name: String  parent: Agency }`).join('\n')}
    type Query { agency: Agency }
  `);
  const nested = (depth: number): string => (depth === 0 ? 'name' : `name parent { ${nested(depth - 1)} }`);

  it('are each asked for what they allow, and the document stays valid', () => {
    const { document } = takeOut(
      parse(`{ agency { ${nested(1)} } }`),
      undefined,
      agencies,
      new Set(['Agency3.name', 'Agency7.parent']),
    );
    const text = print(document!);
    expect(validate(agencies, parse(text))).toEqual([]);
    expect(text).not.toMatch(/on Agency3 \{\s+name|on Agency7 \{\s+parent/);
    expect(text.match(/ name$/gm)).toHaveLength(23 + 23 * 23);
  });

  it('cost no more than their number, however deep they stand in each other', () => {
    const { document, places } = takeOut(
      parse(`{ agency { ${nested(10)} } }`),
      undefined,
      agencies,
      new Set(['Agency3.name', 'Agency7.parent']),
    );
    // Twenty-three to the power of ten ways would never end; the selections they share are one value.
    const seen = new Set<unknown>();
    const count = (node: unknown): void => {
      if (typeof node !== 'object' || node === null || seen.has(node)) return;
      seen.add(node);
      Object.values(node).forEach(count);
    };
    count(
      document!.definitions.map((definition) =>
        'selectionSet' in definition ? definition.selectionSet : null,
      ),
    );
    expect(seen.size).toBeLessThan(10_000);
    expect(places).toHaveLength(21);
  });
});
