import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  defaultFieldResolver,
  getNamedType,
  isObjectType,
  OperationTypeNode,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import type { Context, Resolvers, Subgraph } from '../define-subgraph.ts';
import type { Classes, Coordinate } from '../policy/types.ts';
import type { GivenField } from './access.ts';
import { applyMask } from './masks.ts';
import { faultOfRow, isRow, rowsWithin, type BoundRow } from './guard-rows.ts';
import { isOpen } from './asked-fields.ts';
import { reaches, reachesEveryRow, subjectsOfRow } from './reach.ts';
import type { RecordBinding } from './record-binding.ts';
import { Bypass, FieldRefused } from './refusals.ts';

type Resolve = GraphQLFieldResolver<unknown, Context, Record<string, unknown>>;

/** How Apollo Federation asks for entities: each of their fields is guarded by itself. */
const ENTITIES = 'Query._entities';

/** The schema of a subgraph, with a guard before everything that is not open. */
export function guardedSchema(subgraph: Subgraph, classes: Classes): GraphQLSchema {
  const resolvers = guardReferences(subgraph.resolvers, subgraph.records);
  const schema = buildSubgraphSchema({ typeDefs: subgraph.typeDefs, resolvers: resolvers as never });
  giveStreams(schema, subgraph);
  guardFields(schema, subgraph, classes);
  return schema;
}

/**
 * Puts a guard before every field that is not open to everybody: it holds the field to what the request may read, on
 * the row at hand. A server in development that was started open has no guards.
 */
function guardFields(
  schema: GraphQLSchema,
  { name, records }: Pick<Subgraph, 'name' | 'records'>,
  classes: Classes,
): void {
  const roots = new Set(
    [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter((type) => type),
  );
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const coordinate = `${type.name}.${field.name}`;
      if (coordinate === ENTITIES || isOpen(classes, coordinate)) continue;
      const guard = { name, coordinate, resolve: (field.resolve ?? defaultFieldResolver) as Resolve };
      field.resolve = (
        roots.has(type)
          ? guardRoot(guard, records[getNamedType(field.type).name])
          : guardField(guard, records[type.name], records[getNamedType(field.type).name])
      ) as never;
      if (field.subscribe)
        field.subscribe = guardStream(name, coordinate, field.subscribe as Resolve) as never;
    }
  }
}

/** What resolves a field of `Subscription` gives what happens, one after another; each is the field's value then. */
function giveStreams(schema: GraphQLSchema, { resolvers }: Pick<Subgraph, 'resolvers'>): void {
  const type = schema.getSubscriptionType();
  for (const field of Object.values(type?.getFields() ?? {})) {
    field.subscribe = resolvers[type!.name]?.[field.name] as never;
    field.resolve = (happened) => happened as unknown;
  }
}

/** What may not be read is not subscribed to. */
const guardStream =
  (name: string, coordinate: Coordinate, subscribe: Resolve): Resolve =>
  (source, args, context, info) => {
    fieldOf(context, name, coordinate);
    return subscribe(source, args, context, info);
  };

interface Guarded {
  readonly name: string;
  readonly coordinate: Coordinate;
  readonly resolve: Resolve;
}

const guardRoot =
  ({ name, coordinate, resolve }: Guarded, binding: RecordBinding | undefined): Resolve =>
  async (source, args, context, info) => {
    const field = fieldOf(context, name, coordinate);
    if (!field) return resolve(source, args, context, info);
    // A change is over before the row it made can be looked at: one that may reach only some rows is not begun.
    if (info.operation.operation === OperationTypeNode.MUTATION && !reachesEveryRow(field.reach))
      throw new FieldRefused(name, coordinate, 'ROW_OUT_OF_SCOPE');
    const fault = await context.usage.count(field.permit, []);
    if (fault) throw new FieldRefused(name, coordinate, fault);
    const value = await resolve(source, args, context, info);
    return rowsWithin(value, field, binding, args, { agency: name, coordinate });
  };

const guardField =
  (
    { name, coordinate, resolve }: Guarded,
    binding: RecordBinding | undefined,
    bindingOfValue: RecordBinding | undefined,
  ): Resolve =>
  async (parent, args, context, info) => {
    const field = fieldOf(context, name, coordinate);
    if (!field) return resolve(parent, args, context, info);
    const row = rowOf(parent, binding, context);
    const fault = faultOfRow(field, row);
    if (fault) throw new FieldRefused(name, coordinate, fault);
    const subjects = subjectsOfRow(row.binding, row.row);
    const overdrawn = await context.usage.count(field.permit, subjects);
    if (overdrawn) throw new FieldRefused(name, coordinate, overdrawn);

    for (const subject of subjects) context.tally.subjects.add(subject);
    const value = await resolve(parent, args, context, info);
    if (!bindingOfValue) belongTo(row, value, context);
    return value === null || value === undefined
      ? null
      : field.masks.reduce<unknown>((shown, mask) => applyMask(mask, shown), value);
  };

/** What the request may read of a field; null in a server that was started open. */
function fieldOf({ access }: Context, name: string, coordinate: Coordinate): GivenField | null {
  if (!access) return null;
  const field = access.fields.get(coordinate);
  if (!field) throw new Bypass(name, coordinate);
  if (!field.given) throw new FieldRefused(name, coordinate, field.reason, field.basis);
  return field;
}

/** An object that is bound to nobody itself, such as an address, is a part of the row it hangs on. */
function rowOf(parent: unknown, binding: RecordBinding | undefined, { tally }: Context): BoundRow {
  const row = isRow(parent) ? parent : {};
  return binding ? { row, binding } : (tally.partOf.get(row) ?? { row, binding });
}

function belongTo(row: BoundRow, value: unknown, { tally }: Context): void {
  for (const part of [value].flat(2)) if (isRow(part) && !tally.partOf.has(part)) tally.partOf.set(part, row);
}

/**
 * Makes a reference to a row that may not be read look the same as one to no row: each field asked of it is refused by
 * itself. Only of who was named in the case it may be said that there is no record.
 */
function guardReferences(resolvers: Resolvers, records: Subgraph['records']): Resolvers {
  return Object.fromEntries(
    Object.entries(resolvers).map(([type, fields]) => {
      const find = fields['__resolveReference'] as unknown as ResolveReference | undefined;
      if (!find) return [type, fields];
      const guarded: ResolveReference = async (reference, context, info) => {
        // Who asks for no field of a record asks whether there is one.
        if (context.access && records[type] && !context.access.asks(type))
          return { ...reference, __typename: type };
        const found = await find(reference, context, info);
        if (found !== null && found !== undefined) return found;
        const bounds = context.access?.reachesOf(type) ?? null;
        const hidden =
          bounds !== null &&
          !bounds.some(reachesEveryRow) &&
          !bounds.some((reach) => reaches(reach, records[type], reference));
        return hidden ? { ...reference, __typename: type } : null;
      };
      return [type, { ...fields, __resolveReference: guarded as never }];
    }),
  );
}

type ResolveReference = (
  reference: Readonly<Record<string, unknown>>,
  context: Context,
  info: unknown,
) => unknown;
