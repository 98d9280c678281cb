import { coordinatesOf } from '@lienthong/shared/policy/operation-fields';
import fc from 'fast-check';
import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  parse,
  validate,
  type GraphQLCompositeType,
} from 'graphql';
import { schema } from './small-graph.ts';

/** A fragment that no selection happened to spread does no harm. */
const isValid = (text: string): boolean =>
  validate(schema, parse(text)).every(({ message }) => / is never used/.test(message));

export interface ArbitraryQuestion {
  readonly text: string;
  readonly variables: Readonly<Record<string, boolean | string>>;
  readonly refused: ReadonlySet<string>;
  readonly world: number;
}

const COMPOSITE = ['Query', 'Being', 'Thing', 'Any', 'Person', 'Dog', 'Cat', 'Rock'].map(
  (name) => schema.getType(name) as GraphQLCompositeType,
);
const DIRECTIVES = [
  '',
  '',
  '',
  '',
  '',
  ' @include(if: $x)',
  ' @skip(if: $y)',
  ' @skip(if: true)',
  ' @include(if: true)',
];
const behind = (type: GraphQLCompositeType) =>
  isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
const overlap = (one: GraphQLCompositeType, other: GraphQLCompositeType) =>
  behind(one).some((type) => behind(other).includes(type));

/** Writes an operation by dice; nothing but the shapes of merged fields can make it invalid. */
function write({ dice, depth, breadth }: { dice: number; depth: number; breadth: number }): string {
  let state = dice;
  const pick = <T>(of: readonly T[]): T => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return of[Math.floor((state / 2 ** 32) * of.length)]!;
  };
  const fragments: { name: string; on: GraphQLCompositeType; text: string }[] = [];
  for (const name of ['F', 'G', 'H']) {
    const on = pick(COMPOSITE.slice(1));
    fragments.push({ name, on, text: selections(on, Math.min(depth, 2)) });
  }
  const operation = `query ($x: Boolean!, $y: Boolean = false, $s: String) ${selections(COMPOSITE[0]!, depth)}`;
  return [operation, ...fragments.map(({ name, on, text }) => `fragment ${name} on ${on.name} ${text}`)].join(
    '\n',
  );

  function selections(type: GraphQLCompositeType, depth: number): string {
    const count = pick([1, 2, 2, 3].map((each) => Math.min(each, breadth)));
    return `{ ${Array.from({ length: count }, () => selection(type, depth)).join('  ')} }`;
  }

  function selection(type: GraphQLCompositeType, depth: number): string {
    const kind = pick(['field', 'field', 'field', 'inline', 'spread']);
    if (depth > 0 && kind === 'inline') {
      const on = pick([undefined, ...COMPOSITE.filter((other) => overlap(type, other))]);
      return `...${on ? ` on ${on.name}` : ''}${pick(DIRECTIVES)} ${selections(on ?? type, depth - 1)}`;
    }
    const spread = fragments.filter(({ on }) => overlap(type, on));
    if (kind === 'spread' && spread.length > 0) return `...${pick(spread).name}${pick(DIRECTIVES)}`;
    const names = isUnionType(type) ? [] : Object.values(type.getFields());
    const fields = names.filter((field) => depth > 0 || !isCompositeType(getNamedType(field.type)));
    const field = pick([undefined, ...fields, ...fields, ...fields]);
    if (!field) return pick(['__typename', 'kind: __typename']);
    const alias = pick(['', '', `${field.name}A`]);
    const styled = field.name === 'name' && alias ? '(style: $s)' : '';
    const below = getNamedType(field.type);
    const more = isCompositeType(below) ? ` ${selections(below, depth - 1)}` : '';
    return `${alias && `${alias}: `}${field.name}${styled}${pick(DIRECTIVES)}${more}`;
  }
}

const text = fc
  .record({
    depth: fc.integer({ min: 1, max: 5 }),
    breadth: fc.integer({ min: 1, max: 3 }),
    dice: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  })
  .map(write);

const someOf = (coordinates: string[]): fc.Arbitrary<string[]> =>
  fc.oneof(
    {
      arbitrary: fc.subarray(coordinates, { minLength: 1, maxLength: Math.min(3, coordinates.length) }),
      weight: 3,
    },
    { arbitrary: fc.subarray(coordinates, { minLength: 1 }), weight: 1 },
  );

export const question: fc.Arbitrary<ArbitraryQuestion> = text
  .map((text) => ({ text, touched: coordinatesOf(parse(text), schema) }))
  .filter(({ text, touched }) => touched.length > 0 && isValid(text))
  .chain(({ text, touched }) =>
    fc.record({
      text: fc.constant(text),
      variables: fc.record(
        { x: fc.boolean(), y: fc.boolean(), s: fc.constant('s') },
        { requiredKeys: ['x', 's'] },
      ),
      refused: someOf(touched).map((refused) => new Set(refused)),
      world: fc.nat(),
    }),
  );
