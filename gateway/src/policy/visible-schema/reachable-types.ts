import {
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import type { VisibleTypes } from './visible-types.ts';

/** The types that the kept fields of the root types lead to, as answers or as arguments. */
export function reachableTypes(schema: GraphQLSchema, kept: VisibleTypes): ReadonlySet<GraphQLNamedType> {
  const reached = new Set<GraphQLNamedType>();
  const answered = new Set<GraphQLNamedType>();
  for (const root of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()])
    if (root && kept.isKept(root)) answer(root);
  return reached;

  /** Any object behind an interface or union may answer a field. */
  function answer(type: GraphQLNamedType): void {
    if (answered.has(type)) return;
    answered.add(type);
    reach(type);
    if (!isInterfaceType(type) && !isUnionType(type)) return;
    for (const object of schema.getPossibleTypes(type))
      if (kept.isKept(object) && (isUnionType(type) || kept.interfacesOf(object).has(type))) answer(object);
  }

  /** An interface that is only implemented leads to no other object, but must stand with all it names. */
  function reach(type: GraphQLNamedType): void {
    if (reached.has(type)) return;
    reached.add(type);
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) reach(getNamedType(field.type));
    if (!isObjectType(type) && !isInterfaceType(type)) return;
    kept.interfacesOf(type).forEach(reach);
    for (const name of kept.fieldsOf(type)) {
      const field = type.getFields()[name]!;
      field.args.forEach((argument) => reach(getNamedType(argument.type)));
      (isObjectType(type) ? answer : reach)(getNamedType(field.type));
    }
  }
}
