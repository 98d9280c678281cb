import {
  getNamedType,
  Kind,
  parse,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { Coordinate } from '@lienthong/shared/policy/types';
import { objectsBehind } from '../taking-out/question.ts';

/** The fields that a set such as `id organisation { code }` names. */
export function fieldsOfSet(fieldSet: string, type: GraphQLNamedType, schema: GraphQLSchema): Coordinate[] {
  const [definition] = parse(`{ ${fieldSet} }`, { noLocation: true }).definitions;
  return definition?.kind === Kind.OPERATION_DEFINITION ? named(definition.selectionSet, type) : [];

  function named(selections: SelectionSetNode, parent: GraphQLNamedType): Coordinate[] {
    return selections.selections.flatMap((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition && schema.getType(selection.typeCondition.name.value);
        return named(selection.selectionSet, condition ?? parent);
      }
      return objectsBehind(parent, schema).flatMap((object) => {
        const field = object.getFields()[selection.name.value];
        if (!field) return [];
        const below = selection.selectionSet ? named(selection.selectionSet, getNamedType(field.type)) : [];
        return [`${object.name}.${field.name}`, ...below];
      });
    });
  }
}
