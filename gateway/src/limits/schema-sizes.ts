import {
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { onceFor } from '@lienthong/shared/graphql/operation';

/** For how many entries a field of introspection stands, by `Type.field`; for one where nothing is said. */
export type SchemaSizes = ReadonlyMap<string, number>;

/** Where a type is asked for by its name. */
export const TYPE_BY_NAME = 'Query.__type';

/**
 * How long the lists are that a schema tells of itself: on average, for what is asked of one type is mostly asked of all. A type that
 * is asked for by its name may be the largest, and stands for as many as have its fields.
 */
export const schemaSizes = onceFor((schema: GraphQLSchema): SchemaSizes => {
  const types = Object.values(schema.getTypeMap());
  const fields = types.flatMap(fieldsOf);
  const directives = schema.getDirectives();
  const ofEach = (count: (type: GraphQLNamedType) => number): number => average(types, count);
  const perType = ofEach((type) => fieldsOf(type).length);
  return new Map([
    ['__Schema.types', types.length],
    ['__Schema.directives', directives.length],
    ['__Directive.args', average(directives, ({ args }) => args.length)],
    [TYPE_BY_NAME, Math.max(...types.map((type) => fieldsOf(type).length)) / perType],
    ['__Type.fields', perType],
    ['__Field.args', average(fields, ({ args }) => args.length)],
    // About every other type is a list of another, or another that is never null.
    ['__Type.ofType', 0.5],
    ['__Type.interfaces', ofEach((type) => (hasFields(type) ? type.getInterfaces().length : 0))],
    [
      '__Type.possibleTypes',
      ofEach((type) => (isAbstractType(type) ? schema.getPossibleTypes(type).length : 0)),
    ],
    ['__Type.enumValues', ofEach((type) => (isEnumType(type) ? type.getValues().length : 0))],
    [
      '__Type.inputFields',
      ofEach((type) => (isInputObjectType(type) ? Object.keys(type.getFields()).length : 0)),
    ],
  ]);
});

const hasFields = (type: GraphQLNamedType) => isObjectType(type) || isInterfaceType(type);

const fieldsOf = (type: GraphQLNamedType) => (hasFields(type) ? Object.values(type.getFields()) : []);

const average = <Each>(all: readonly Each[], count: (each: Each) => number): number =>
  all.reduce((sum, each) => sum + count(each), 0) / all.length;
