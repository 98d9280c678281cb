import {
  isInterfaceType,
  type GraphQLAbstractType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';

/**
 * The type an object says it is of. Of one that was never asked, known by its interface alone, nothing that is answered
 * depends on the type: any behind the interface will do.
 */
export function typeNamed(
  name: unknown,
  type: GraphQLAbstractType,
  schema: GraphQLSchema,
): GraphQLNamedType | undefined {
  if (name === undefined && isInterfaceType(type)) return schema.getPossibleTypes(type)[0];
  return typeof name === 'string' ? schema.getType(name) : undefined;
}
