import { resolve } from 'node:path';
import { concatAST, parse } from 'graphql';
import { composeSupergraph, listedSchemas, openCompositionLaw } from '../composition/compose-supergraph.ts';
import type { Fault } from '../composition/house-rules/schema-parts.ts';
import type { UseCase } from './read-use-cases.ts';
import type { SchemaChange } from './story-shape.ts';

/** Composes the whole graph with something added to one agency's schema, and says what stands against it. */
export async function faultsOfChange(
  { texts }: UseCase,
  { agency, schema }: SchemaChange,
): Promise<readonly Fault[]> {
  const schemas = await listedSchemas(resolve('supergraph.yaml'));
  const changed = schemas.map((each) =>
    each.name === agency
      ? { ...each, typeDefs: concatAST([each.typeDefs, parse(texts.get(schema)!)]) }
      : each,
  );
  return composeSupergraph(changed, openCompositionLaw(resolve('law'))).faults ?? [];
}
