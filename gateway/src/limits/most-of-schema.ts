import { getIntrospectionQuery, getOperationAST, type GraphQLSchema } from 'graphql';
import { parseDocument } from '@lienthong/shared/graphql/parse-document';
import { measureOperation } from './operation-size.ts';

/** What tools ask to know all of a schema, with all they may ask of it. */
const ALL_OF_IT = parseDocument(
  getIntrospectionQuery({
    schemaDescription: true,
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    inputValueDeprecation: true,
    oneOf: true,
  }),
  { noLocation: true },
);

/** Tools that ask a little more than others are answered too. */
const MARGIN = 1.5;

/** How many values a schema may be asked for about itself: all of it once. A large schema has more to tell. */
export function mostOfSchema(schema: GraphQLSchema): number {
  const { introspection } = measureOperation(ALL_OF_IT, getOperationAST(ALL_OF_IT)!, schema, {}, new Map());
  return Math.ceil(introspection * MARGIN);
}
