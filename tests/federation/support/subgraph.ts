import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  getNamedType,
  GraphQLError,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { canonical } from './canonical.ts';
import { computedValue, fieldValue, type Arguments, type FieldShape } from './field-value.ts';
import type { Key } from './marks.ts';
import type { Marks, Monolith } from './monolith.ts';
import { isA, selectValues } from './select-values.ts';
import type { Thing, World } from './world.ts';

type Representation = { readonly __typename: string; readonly [field: string]: unknown };

/** A record as a subgraph sees it: with what it was given to compute from, and what it may say beyond its own. */
interface Seen {
  readonly thing: Thing;
  readonly given?: Representation;
  readonly provided?: SelectionSetNode;
}

/**
 * A subgraph that answers what its schema says it has and nothing else: a field of another's, one that was taken over,
 * a representation without a key, a required value that is missing or differs: each is an error in its answer.
 */
export function createSubgraph(
  name: string,
  typeDefs: DocumentNode,
  marks: Marks,
  world: World,
  monolith: Monolith,
): GraphQLSchema {
  const own = marks.get(name)!;
  const takenOver = new Set<string>();
  const notYet = new Set<string>();
  for (const [other, types] of marks)
    for (const [type, { fields }] of types)
      for (const [field, { overrides, label = 'percent(100)' }] of fields) {
        if (overrides === name && label === 'percent(100)') takenOver.add(`${type}.${field}`);
        if (overrides && other === name && LABELS_OFF.has(label)) notYet.add(`${type}.${field}`);
      }

  const resolvers: Record<string, Record<string, unknown>> = {};
  for (const [type, { keys }] of own)
    if (keys.length > 0)
      resolvers[type] = { __resolveReference: (given: Representation) => find(type, keys, given) };
  const schema = buildSubgraphSchema({ typeDefs, resolvers: resolvers as never });

  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('_')) continue;
    if (isAbstractType(type)) type.resolveType = ({ thing }: Seen) => thing.__typename;
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields()))
      if (!field.name.startsWith('_'))
        field.resolve = (seen: Seen | undefined, args) =>
          answer(type.name, seen ?? { thing: world.things.get(type.name) ?? {} }, field, args as Arguments);
  }
  return schema;

  function answer(type: string, seen: Seen, field: FieldShape, args: Arguments): unknown {
    const { external, requires, provides } = own.get(type)?.fields.get(field.name) ?? { external: false };
    const coordinate = `${type}.${field.name}`;
    if (takenOver.has(coordinate)) throw fault(`${coordinate} was taken over by another subgraph.`);
    if (notYet.has(coordinate)) throw fault(`${coordinate} is still another subgraph’s.`);
    const providedHere = subSelection(seen.provided, field.name);
    if (external && !providedHere && !isOfKey(type, field.name))
      throw fault(`${coordinate} is not ${name}’s own, and was not provided here.`);
    if (requires) {
      const values = required(type, seen, field.name, requires);
      if (!isCompositeType(getNamedType(field.type))) return computedValue(field, values, args);
      const expected = monolith.select(seen.thing.__typename ?? type, seen.thing, requires);
      if (canonical(values) !== canonical(expected))
        throw fault(`${coordinate} was given ${canonical(values)} where it is ${canonical(expected)}.`);
    }
    const value = fieldValue(world, type, seen.thing, field, args);
    return isCompositeType(getNamedType(field.type))
      ? asSeen(value, provides ?? providedHere?.selectionSet)
      : value;
  }

  function asSeen(value: unknown, provided: SelectionSetNode | undefined): unknown {
    if (Array.isArray(value)) return value.map((each) => asSeen(each, provided));
    if (value === null || value === undefined || value instanceof Error) return value;
    return { thing: value, provided };
  }

  function required(type: string, { given }: Seen, field: string, fields: SelectionSetNode) {
    if (!given) throw fault(`${type}.${field} was asked for where nothing of what it requires was given.`);
    return selectValues(monolith.schema, type, given, fields, (source, parent, { name: of }) => {
      if (!Object.hasOwn(source, of)) throw fault(`${type}.${field} was not given ${parent}.${of}.`);
      return (source as Representation)[of];
    });
  }

  function isOfKey(type: string, field: string): boolean {
    return (own.get(type)?.keys ?? []).some(({ fields }) => subSelection(fields, field) !== undefined);
  }

  function find(type: string, keys: readonly Key[], given: Representation): Seen | Error | null {
    const usable = keys.filter(
      ({ fields, resolvable }) => resolvable && fields.selections.every((each) => isGiven(each, given)),
    );
    if (usable.length === 0) return fault(`${name} finds no ${type} by ${canonical(given)}.`);
    const thing = [...world.things.values()].find(
      (each) =>
        isA(monolith.schema, each.__typename!, type) &&
        !each.absentFrom?.includes(name) &&
        usable.some(({ fields }) => isSame(type, each, given, fields)),
    );
    return thing ? { thing, given } : null;
  }

  function isSame(type: string, thing: Thing, given: Representation, key: SelectionSetNode): boolean {
    const said = selectValues(
      monolith.schema,
      type,
      given,
      key,
      (source, _, field) => (source as Representation)[field.name],
    );
    return canonical(monolith.select(thing.__typename!, thing, key)) === canonical(said);
  }
}

/** Labels of `@override` by which no request finds a field at its new owner. */
const LABELS_OFF = new Set(['percent(0)', 'later']);

const isGiven = (selection: SelectionSetNode['selections'][number], given: Representation): boolean =>
  selection.kind !== Kind.FIELD || Object.hasOwn(given, selection.name.value);

/** The field of that name among those selected, also for some type of an interface. */
const subSelection = (set: SelectionSetNode | undefined, name: string): FieldNode | undefined =>
  set?.selections.flatMap((each) => {
    if (each.kind === Kind.FIELD) return each.name.value === name ? each : [];
    return (each.kind === Kind.INLINE_FRAGMENT && subSelection(each.selectionSet, name)) || [];
  })[0];

const fault = (message: string): GraphQLError => new GraphQLError(message);
