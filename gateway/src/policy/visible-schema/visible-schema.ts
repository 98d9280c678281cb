import {
  GraphQLBoolean,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLUnionType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type GraphQLFieldConfigMap,
  type GraphQLNamedType,
  type GraphQLOutputType,
} from 'graphql';
import type { Coordinate } from '@lienthong/shared/policy/types';
import { reachableTypes } from './reachable-types.ts';
import { visibleTypes } from './visible-types.ts';

type WithFields = GraphQLObjectType | GraphQLInterfaceType;
type Fields = GraphQLFieldConfigMap<unknown, unknown>;

/**
 * What a schema without any visible question asks of `Query`: GraphQL wants one field there. It answers nothing and is
 * deprecated from the start.
 */
const NOTHING: Fields = {
  _empty: {
    type: GraphQLBoolean,
    description: 'Không có dữ liệu: nothing of this graph is visible to the caller. Not a field to ask.',
    deprecationReason: 'It only stands where nothing else is visible.',
  },
};

/**
 * The schema as one caller may know it: the visible fields (`Object.field`), the types they lead to, and nothing that
 * gives the others away. Descriptions, deprecations and default values stay.
 */
export function visibleSchema(schema: GraphQLSchema, visible: ReadonlySet<Coordinate>): GraphQLSchema {
  const { fieldsOf, interfacesOf, isKept } = visibleTypes(schema, visible);
  const reached = reachableTypes(schema, { fieldsOf, interfacesOf, isKept });
  const rebuilt = new Map<GraphQLNamedType, GraphQLNamedType>();
  for (const type of Object.values(schema.getTypeMap()))
    if (reached.has(type)) rebuilt.set(type, rebuild(type));
  const { query, mutation, subscription, ...config } = schema.toConfig();
  return new GraphQLSchema({
    ...config,
    query: rootOf(query) ?? new GraphQLObjectType({ name: query?.name ?? 'Query', fields: NOTHING }),
    mutation: rootOf(mutation),
    subscription: rootOf(subscription),
    types: [...rebuilt.values()],
    ...WITHOUT_SOURCE,
  });

  function rootOf(type: GraphQLObjectType | null | undefined): GraphQLObjectType | undefined {
    return type ? (rebuilt.get(type) as GraphQLObjectType | undefined) : undefined;
  }

  function rebuild(type: GraphQLNamedType): GraphQLNamedType {
    if (isObjectType(type))
      return new GraphQLObjectType({ ...type.toConfig(), ...WITHOUT_SOURCE, ...contentOf(type) });
    if (isInterfaceType(type))
      return new GraphQLInterfaceType({ ...type.toConfig(), ...WITHOUT_SOURCE, ...contentOf(type) });
    if (!isUnionType(type)) return type;
    const types = () => type.getTypes().flatMap((each) => (rebuilt.get(each) as GraphQLObjectType) ?? []);
    return new GraphQLUnionType({ ...type.toConfig(), ...WITHOUT_SOURCE, types });
  }

  function contentOf(type: WithFields) {
    const { fields } = type.toConfig();
    const kept = Object.entries(fields).filter(([name]) => fieldsOf(type).has(name));
    return {
      fields: (): Fields =>
        Object.fromEntries(kept.map(([name, field]) => [name, { ...field, type: typeOf(field.type) }])),
      interfaces: () =>
        [...interfacesOf(type)].flatMap((each) => (rebuilt.get(each) as GraphQLInterfaceType) ?? []),
    };
  }

  function typeOf(type: GraphQLOutputType): GraphQLOutputType {
    if (isNonNullType(type)) return new GraphQLNonNull(typeOf(type.ofType));
    if (isListType(type)) return new GraphQLList(typeOf(type.ofType));
    return (rebuilt.get(type) as GraphQLOutputType | undefined) ?? type;
  }
}

/** The text a type was read from still names every field: it does not go along. */
const WITHOUT_SOURCE = { astNode: undefined, extensionASTNodes: [] };
