import fc from 'fast-check';
import {
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLCompositeType,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { FATHER, MOTHER, STRANGER } from './some-agencies.ts';

export interface ArbitraryOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName?: string | undefined;
}

/** Names that objects have of their own, and those the graph keeps for itself. */
const ODD_NAMES = [
  'constructor',
  'toString',
  '__proto__',
  'hasOwnProperty',
  'valueOf',
  'representations',
  'on',
  'data',
];
const VARIABLES = [
  '$yes: Boolean! = true',
  '$id: ID! = "x"',
  '$constructor: ID! = "x"',
  '$huge: String',
  '$__proto__: [ID!]',
];
const DIRECTIVES = [
  '',
  '',
  '',
  '',
  ' @include(if: $yes)',
  ' @skip(if: $yes)',
  ' @skip(if: false)',
  ' @defer',
  ' @constructor',
];
/** Real ones lead to records, and what is none must lead nowhere. */
const IDS = [
  FATHER,
  FATHER,
  MOTHER,
  STRANGER,
  '003220000013',
  'KS-00070-2020-0013',
  'KS-00070-2026-0014',
  'YT-00000011',
  'YT-00000012',
  'CS-2020-000013',
  'moj-A-01',
  '01',
  'constructor',
  '__proto__',
  "' OR 1=1 --",
  '',
  '\0',
  '⟦⟧',
];

interface Dice {
  readonly dice: number;
  readonly depth: number;
  /** Whether nothing is put in that no graph has: what is invalid is refused before the rules have a say. */
  readonly tame: boolean;
}

/** Writes an operation over a graph by dice. */
function write(schema: GraphQLSchema, { dice, depth, tame }: Dice): string {
  let state = dice;
  let aliases = 0;
  const pick = <T>(of: readonly T[]): T => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return of[Math.floor((state / 2 ** 32) * of.length)]!;
  };
  const composite = Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLCompositeType => isCompositeType(type) && !type.name.startsWith('__'),
  );
  const records = composite.filter(({ name }) =>
    ['Citizen', 'BirthRegistration', 'HealthRecord'].includes(name),
  );
  const fragments: { name: string; on: GraphQLCompositeType; text: string }[] = [];
  for (const name of ['F', pick(ODD_NAMES.slice(0, -2)), 'G']) {
    const on = pick([...records, ...records, ...composite]);
    fragments.push({ name, on, text: `fragment ${name} on ${on.name} ${selections(on, 2)}` });
  }
  const root = pick([
    schema.getQueryType()!,
    schema.getQueryType()!,
    schema.getQueryType()!,
    schema.getMutationType()!,
  ]);
  const name = pick(['', '', 'Q', ...ODD_NAMES]);
  const kind = root === schema.getQueryType() ? 'query' : 'mutation';
  const body = selections(root, depth);
  const spread = fragments.filter(({ name: each }) => !tame || spreadIn(body, each));
  const text = [body, ...spread.map((fragment) => fragment.text)].join('\n');
  const used = VARIABLES.filter(
    (variable) => !tame || text.includes(variable.slice(0, variable.indexOf(':'))),
  );
  return `${kind} ${name}${used.length > 0 ? `(${used.join(', ')})` : ''} ${text}`;

  function spreadIn(selected: string, wanted: string): boolean {
    return fragments.some(
      ({ name: each, text: inside }) =>
        selected.includes(`...${each}`) && (each === wanted || spreadIn(inside, wanted)),
    );
  }

  function selections(type: GraphQLCompositeType, left: number): string {
    return `{ ${Array.from({ length: pick([1, 2, 3, 4]) }, () => selection(type, left)).join(' ')} }`;
  }

  function selection(type: GraphQLCompositeType, left: number): string {
    const way = pick(['field', 'field', 'field', 'field', 'field', 'inline', 'spread', 'name']);
    const directives = tame ? DIRECTIVES.slice(0, -2) : DIRECTIVES;
    if (way === 'name')
      return pick([
        '__typename',
        'constructor: __typename',
        'toString: __typename',
        ...(tame ? [] : ODD_NAMES),
      ]);
    const fitting = fragments.filter(({ on }) => on === type);
    if (way === 'spread' && (!tame || fitting.length > 0))
      return `...${pick([...fitting.map(({ name: each }) => each), ...(tame ? [] : ODD_NAMES)])}${pick(directives)}`;
    if (way === 'inline' && left > 0) {
      const on = pick([
        type,
        type,
        ...(isObjectType(type) ? type.getInterfaces() : []),
        ...(tame ? [] : composite),
      ]);
      return `... on ${on.name}${pick(directives)} ${selections(on, left - 1)}`;
    }
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
    // Of the many fields at the root those that lead to people are asked for often.
    const leading = fields.filter(({ name }) =>
      /^(citizen|birthRegistration|healthRecord|birthCertificate|me)$/.test(name),
    );
    const able = [...fields, ...leading, ...leading, ...leading, ...leading].filter(
      (field) => left > 0 || !isCompositeType(getNamedType(field.type)),
    );
    if (able.length === 0) return '__typename';
    const field = pick(able);
    const args = field.args.filter(({ type: of }) => isNonNullType(of) || pick([true, false]));
    const given = args.map((arg) => `${arg.name}: ${literal(arg.type)}`);
    const below = getNamedType(field.type);
    return [
      tame && pick([true, true, false]) ? `${pick(['a', 'constructor', 'toString'])}${(aliases += 1)}: ` : '',
      tame ? '' : pick(['', '', '', 'a: ', 'b: ', `${pick(ODD_NAMES)}: `, `${pick(fields).name}: `]),
      field.name,
      given.length > 0 ? `(${given.join(', ')})` : '',
      pick(directives),
      isCompositeType(below) ? ` ${selections(below, left - 1)}` : '',
    ].join('');
  }

  function literal(type: GraphQLInputType): string {
    if (isNonNullType(type)) return literal(type.ofType);
    if (isListType(type)) return `[${literal(type.ofType)}]`;
    if (isEnumType(type)) return pick(type.getValues()).name;
    if (isInputObjectType(type))
      return `{ ${Object.values(type.getFields())
        .map((field) => `${field.name}: ${literal(field.type)}`)
        .join(', ')} }`;
    const quoted = pick(IDS.map((id) => JSON.stringify(id)));
    if (type.name === 'Int')
      return pick(['1', '18', '0', '-1', '2147483647', ...(tame ? [] : ['99999999999'])]);
    if (type.name === 'Boolean') return pick(['true', 'false', ...(tame ? [] : ['$yes'])]);
    if (tame) return type.name === 'ID' ? pick([quoted, quoted, '$id', '$constructor']) : quoted;
    return pick([quoted, quoted, '$id', '$huge', '$constructor', 'null', '{a: 1}']);
  }
}

const variables = fc.record(
  {
    yes: fc.oneof(fc.boolean(), fc.constantFrom<unknown>(null, 'true', {}, [])),
    id: fc.oneof(fc.constantFrom(...IDS), fc.constantFrom<unknown>(null, 1, { toString: 'x' }, [[FATHER]])),
    huge: fc.constantFrom('x'.repeat(200_000), 'x', '\uD800', '⟧'.repeat(1_000)),
    constructor: fc.constantFrom<unknown>(FATHER, {}, null),
    representations: fc.constant([{ __typename: 'Citizen', personalId: FATHER }]),
  },
  { requiredKeys: [] },
);

const harmless = fc.record(
  { yes: fc.boolean(), id: fc.constantFrom(...IDS), constructor: fc.constantFrom(FATHER, MOTHER) },
  { requiredKeys: [] },
);

/** A document with something cut out, doubled, or put in. */
const mutilated = (query: string): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.nat(query.length),
      fc.nat(20),
      fc.constantFrom('', '', '{', '}', '...', '$', '@', '"""', '\0', '#', '__schema{types{name}}'),
    )
    .map(([at, length, put]) => query.slice(0, at) + put + query.slice(at + length));

export const operations = (schema: GraphQLSchema): fc.Arbitrary<ArbitraryOperation> =>
  fc
    .record({
      dice: fc.nat(2 ** 32 - 1),
      depth: fc.integer({ min: 1, max: 5 }),
      tame: fc.constantFrom(true, true, false),
    })
    .chain((dice) => {
      const query = write(schema, dice);
      return fc.record({
        query: dice.tame ? fc.constant(query) : fc.oneof(fc.constant(query), mutilated(query)),
        variables: dice.tame ? harmless : variables,
        operationName: fc.constantFrom(undefined, ...(dice.tame ? [] : ['Q', 'constructor', '__proto__'])),
      });
    });
