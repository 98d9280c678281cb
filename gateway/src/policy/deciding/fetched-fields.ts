import {
  Kind,
  visit,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type InlineFragmentNode,
} from 'graphql';
import { coordinatesOf } from '@lienthong/shared/policy/operation-fields';
import type { Coordinate } from '@lienthong/shared/policy/types';

/** The fields a question to one agency asks for; entities it is asked by key count as their own fields. */
export const fetchedFields = (question: DocumentNode, schema: GraphQLSchema): Coordinate[] =>
  coordinatesOf(visit(question, { Field: opened }), schema);

const opened = ({ name, selectionSet }: FieldNode): InlineFragmentNode | undefined =>
  name.value === '_entities' && selectionSet ? { kind: Kind.INLINE_FRAGMENT, selectionSet } : undefined;
