import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInputObjectType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isUnionType,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { Question } from '../support/open-gateway.ts';
import type { Dice } from './dice.ts';
import { TEXTS, TIED } from './vocabulary.ts';

const HOSTILE = [
  'constructor',
  '__proto__',
  'toString',
  'hasOwnProperty',
  'id',
  'name',
  'label',
  'representations',
  '_entities',
];
const ABOUT_THE_GRAPH = [
  '__schema { queryType { name } mutationType { fields { name type { kind } } } }',
  '__type(name: "Person") { __typename kind fields { name args { name defaultValue } } }',
  'graph: __type(name: "Found") { possibleTypes { name } }',
  '__type(name: "Nobody") { name }',
];

interface Drawn {
  readonly definitions: Map<string, string>;
  readonly variables: Map<string, unknown>;
}

/**
 * Draws a question about a graph. Nearly every one is valid: what stands under one name in one place is the same field with the
 * same arguments, or it gets another name.
 */
export function drawQuestion(dice: Dice, schema: GraphQLSchema): Question {
  const mutation = schema.getMutationType();
  const root = mutation && dice.chance(30) ? mutation : schema.getQueryType()!;
  const drawn: Drawn = { definitions: new Map(), variables: new Map() };
  const fragments: {
    readonly name: string;
    readonly on: string;
    readonly at: string;
    readonly text: string;
  }[] = [];
  /** By place and response name, what stands there. */
  const taken = new Map<string, string>();
  let names = 0;

  const selected = selections(root, '', 1 + dice.below(4));
  const operationName = dice.chance(30) ? 'Asked' : undefined;
  const defined = [...drawn.definitions].map(([name, type]) => `$${name}: ${type}`).join(', ');
  const kind = root === mutation ? 'mutation' : 'query';
  const head = `${kind}${operationName ? ` ${operationName}` : ''}${defined && ` (${defined})`}`;
  const text = [
    `${head} ${selected}`,
    ...fragments.map(({ name, on, text }) => `fragment ${name} on ${on} ${text}`),
    ...(operationName && dice.chance(50) ? ['query Other { __typename }'] : []),
  ];
  return { query: text.join('\n'), variables: Object.fromEntries(drawn.variables), operationName };

  function selections(type: GraphQLCompositeType, at: string, depth: number): string {
    const count = 1 + dice.below(4);
    return `{ ${Array.from({ length: count }, () => selection(type, at, depth)).join(' ')} }`;
  }

  function selection(type: GraphQLCompositeType, at: string, depth: number): string {
    const way = dice.below(10);
    if (depth > 0 && way >= 8) return fragment(type, at, depth, way === 9);
    if (at === '' && type === schema.getQueryType() && dice.chance(6)) {
      const about = dice.oneOf(ABOUT_THE_GRAPH);
      const key = about.split(/[ (:]/)[0]!;
      if ((taken.get(`.${key}`) ?? about) === about) {
        taken.set(`.${key}`, about);
        return about;
      }
    }
    const behind = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
    if (behind.length > 0 && depth > 0 && dice.chance(80)) return ofEach(behind, at);
    const fields = isUnionType(type) ? [] : Object.values(type.getFields());
    const usable = fields.filter((field) => depth > 0 || !isCompositeType(getNamedType(field.type)));
    const field =
      usable.length > 0 && !dice.chance(6)
        ? dice.oneOf([
            ...usable,
            ...usable.filter(isTelling),
            ...usable.filter(isOfSeveral),
            ...usable.filter(isOfSeveral),
          ])
        : undefined;
    if (!field) return named('__typename', 'String!', '', at).text + directives();
    const args = argumentsFor(field.args);
    const { key, text } = named(field.name, String(field.type), args, at);
    const below = getNamedType(field.type);
    const more = isCompositeType(below) ? ` ${selections(below, `${at}.${key}`, depth - 1)}` : '';
    return `${text}${directives()}${more}`;
  }

  /** In one place several types are asked otherwise. */
  function isOfSeveral({ type }: GraphQLField<unknown, unknown>): boolean {
    return isAbstractType(getNamedType(type));
  }

  /**
   * What entities of several types are tied to, of each asked for values of its own: so one entity is known by different values in
   * one place.
   */
  function ofEach(types: readonly GraphQLObjectType[], at: string): string {
    const fragments = types.map((each) => {
      const tied = each.getFields()[TIED];
      if (!tied) return `... on ${each.name} { __typename }`;
      const fields = Object.values((getNamedType(tied.type) as GraphQLObjectType).getFields());
      const values = fields.filter((field) => isLeafType(getNamedType(field.type)));
      const telling = [...values, ...values.filter(isComputed), ...values.filter(isComputed)];
      const asked = [dice.oneOf(telling), dice.oneOf(telling)].map(
        ({ name, type, args }) => named(name, String(type), argumentsFor(args), `${at}.${TIED}`).text,
      );
      return `... on ${each.name} { ${TIED} { ${asked.join(' ')} } }`;
    });
    return fragments.join(' ');
  }

  /** What is computed, or leads on, tells most of how an answer is put together. */
  function isTelling(field: GraphQLField<unknown, unknown>): boolean {
    return isComputed(field) || isCompositeType(getNamedType(field.type));
  }

  /** A field under a name that is free, or means the same. */
  function named(field: string, type: string, args: string, at: string): { key: string; text: string } {
    let alias = dice.chance(15) ? dice.oneOf(HOSTILE) : dice.chance(10) ? `${field}_` : field;
    const meaning = `${field}${args}: ${type}`;
    while ((taken.get(`${at}.${alias}`) ?? meaning) !== meaning) alias = `r${++names}`;
    taken.set(`${at}.${alias}`, meaning);
    return { key: alias, text: `${alias === field ? '' : `${alias}: `}${field}${args}` };
  }

  function fragment(type: GraphQLCompositeType, at: string, depth: number, spread: boolean): string {
    const known =
      spread && dice.chance(50)
        ? fragments.find((each) => each.at === at && overlap(each.on, type.name))
        : undefined;
    if (known) return `...${known.name}${directives()}`;
    const types = Object.values(schema.getTypeMap()).filter(
      (other) => isCompositeType(other) && !other.name.startsWith('__') && overlap(other.name, type.name),
    ) as GraphQLCompositeType[];
    const on = types.length > 0 ? dice.oneOf(types) : type;
    const text = selections(on, at, depth - 1);
    if (!spread) return `...${on === type && dice.chance(50) ? '' : ` on ${on.name}`}${directives()} ${text}`;
    const name = `F${fragments.length}`;
    fragments.push({ name, on: on.name, at, text });
    return `...${name}${directives()}`;
  }

  function overlap(one: string, other: string): boolean {
    const behind = objectsBehind(other);
    return objectsBehind(one).some((each) => behind.includes(each));
  }

  function objectsBehind(name: string): string[] {
    const type = schema.getType(name);
    return isAbstractType(type) ? schema.getPossibleTypes(type).map((each) => each.name) : [name];
  }

  function directives(): string {
    if (!dice.chance(15)) return '';
    const name = dice.oneOf(['include', 'skip']);
    const usual = name === 'include';
    const is = dice.chance(60) ? usual : !usual;
    if (dice.chance(30)) return ` @${name}(if: ${is})`;
    const variable = is ? 'yes' : 'no';
    drawn.definitions.set(variable, 'Boolean!');
    drawn.variables.set(variable, is);
    return ` @${name}(if: $${variable})`;
  }

  function argumentsFor(args: readonly GraphQLArgument[]): string {
    const given = args.filter(() => dice.chance(60)).map(({ name, type }) => `${name}: ${argument(type)}`);
    return given.length > 0 ? `(${given.join(', ')})` : '';
  }

  function argument(type: GraphQLInputType): string {
    const value = inputValue(type);
    if (!dice.chance(40)) return literal(value, type);
    const name =
      dice.chance(10) && !drawn.variables.has('representations')
        ? 'representations'
        : `v${drawn.variables.size}`;
    drawn.definitions.set(name, String(type));
    drawn.variables.set(name, value);
    return `$${name}`;
  }

  function inputValue(type: GraphQLInputType): unknown {
    if (isNonNullType(type)) return inputValue(type.ofType);
    if (dice.chance(10)) return null;
    return presentInput(type);
  }

  function presentInput(type: Exclude<GraphQLInputType, { ofType: never }>): unknown {
    if (isNonNullType(type)) return presentInput(type.ofType);
    if (isListType(type)) return Array.from({ length: dice.below(3) }, () => presentInput(type.ofType));
    if (isEnumType(type)) return dice.oneOf(type.getValues()).name;
    if (isInputObjectType(type))
      return Object.fromEntries(
        Object.values(type.getFields())
          .filter(() => dice.chance(60))
          .map((field) => [field.name, presentInput(field.type)]),
      );
    if (type.name === 'Int') return dice.below(5);
    return type.name === 'Boolean' ? dice.chance(50) : dice.oneOf(TEXTS);
  }
}

const isComputed = ({ name }: GraphQLField<unknown, unknown>): boolean => name.startsWith('from');

/** A value as it stands in a document. */
function literal(value: unknown, type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(value, type.ofType);
  if (value === null) return 'null';
  if (isListType(type))
    return `[${(value as unknown[]).map((each) => literal(each, type.ofType)).join(', ')}]`;
  if (isEnumType(type)) return value as string;
  if (!isInputObjectType(type)) return JSON.stringify(value);
  const fields = Object.entries(value as object).map(
    ([name, each]) => `${name}: ${literal(each, type.getFields()[name]!.type)}`,
  );
  return `{ ${fields.join(', ')} }`;
}
