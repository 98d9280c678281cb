import {
  getNamedType,
  isCompositeType,
  isObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { computedValue, fieldValue, type Arguments, type FieldShape } from './field-value.ts';
import type { FieldMarks, TypeMarks } from './marks.ts';
import { selectValues } from './select-values.ts';
import type { Thing, World } from './world.ts';

/** By subgraph. */
export type Marks = ReadonlyMap<string, ReadonlyMap<string, TypeMarks>>;

/** The whole graph answered in one place: it knows every record and every field, and so what a gateway should say. */
export interface Monolith {
  /** With what callers do not see. */
  readonly schema: GraphQLSchema;
  readonly valueOf: (type: string, thing: Thing, field: FieldShape, args: Arguments) => unknown;
  readonly select: (type: string, thing: Thing, fields: SelectionSetNode) => Record<string, unknown>;
}

export function createMonolith(schema: GraphQLSchema, world: World, marks: Marks): Monolith {
  const nameOf = (type: string): string[] => {
    const found = schema.getType(type);
    return [type, ...(isObjectType(found) ? found.getInterfaces().map(({ name }) => name) : [])];
  };
  /** Who has the field: subgraphs that know the type as an interface's object have its fields by the interface. */
  const owners = (type: string, field: string): { name: string; marks: FieldMarks }[] =>
    [...marks].flatMap(([name, types]) =>
      nameOf(type)
        .flatMap((each) => types.get(each) ?? [])
        .flatMap(({ abstract, fields }) => (!abstract && fields.get(field)) || [])
        .filter(({ external }) => !external)
        .map((each) => ({ name, marks: each })),
    );
  const known = new Map<string, ReturnType<typeof owners>>();
  const ownersOf = (type: string, field: string) => {
    const key = `${type}.${field}`;
    const found = known.get(key) ?? owners(type, field);
    known.set(key, found);
    return found;
  };

  const monolith: Monolith = {
    schema,
    valueOf: (type, thing, field, args) => {
      const having = ownersOf(type, field.name);
      const absentFrom = thing.absentFrom ?? [];
      if (having.length > 0 && having.every(({ name }) => absentFrom.includes(name))) return null;
      const requires = having.find((owner) => owner.marks.requires)?.marks.requires;
      return requires && !isCompositeType(getNamedType(field.type))
        ? computedValue(field, monolith.select(type, thing, requires), args)
        : fieldValue(world, type, thing, field, args);
    },
    select: (type, thing, fields) =>
      selectValues(schema, type, thing, fields, (source, parent, field, args) =>
        monolith.valueOf(parent, source, field, args),
      ),
  };
  return monolith;
}

/** Lets a schema answer from the monolith. */
export function answerFrom({ valueOf }: Monolith, schema: GraphQLSchema, world: World): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields()))
      field.resolve = (source: Thing | undefined, args) =>
        valueOf(type.name, source ?? world.things.get(type.name) ?? {}, field, args as Arguments);
  }
  return schema;
}
