import {
  getNamedType,
  getOperationAST,
  isAbstractType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type OperationDefinitionNode,
} from 'graphql';
import type { Coordinate } from '@lienthong/shared/policy/types';
import { readConditions, type ConditionsOf } from './conditions.ts';

/** One operation as its caller wrote it, and what of it is refused. */
export interface Question {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly root: GraphQLObjectType;
  readonly refused: ReadonlySet<Coordinate>;
  readonly conditionsOf: ConditionsOf;
  readonly fragmentOf: (selection: Spread) => InlineFragmentNode | FragmentDefinitionNode;
}

export type Spread = FragmentSpreadNode | InlineFragmentNode;

/** Of a valid document, whose operation is known to be there. */
export function readQuestion(
  document: DocumentNode,
  operationName: string | undefined,
  schema: GraphQLSchema,
  refused: ReadonlySet<Coordinate>,
): Question {
  const operation = getOperationAST(document, operationName)!;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  return {
    schema,
    operation,
    root: schema.getRootType(operation.operation)!,
    refused,
    conditionsOf: readConditions(operation),
    fragmentOf: (selection) =>
      selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value)!,
  };
}

export type Objects = readonly GraphQLObjectType[];

/** The objects that may stand where this type is promised. */
export const objectsBehind = (type: GraphQLNamedType, schema: GraphQLSchema): Objects => {
  if (isObjectType(type)) return [type];
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [];
};

/** Whether a fragment applies to an object of this type. */
export function applies(
  { typeCondition }: InlineFragmentNode | FragmentDefinitionNode,
  type: GraphQLObjectType,
  schema: GraphQLSchema,
): boolean {
  const condition = typeCondition && schema.getType(typeCondition.name.value);
  return !condition || condition === type || (isAbstractType(condition) && schema.isSubType(condition, type));
}

/** Every object that may answer a field of these, each once. */
export function answersOf(objects: Objects, name: string, schema: GraphQLSchema): Objects {
  const types = new Set(objects.map((object) => getNamedType(object.getFields()[name]!.type)));
  return [...new Set([...types].flatMap((type) => objectsBehind(type, schema)))];
}
