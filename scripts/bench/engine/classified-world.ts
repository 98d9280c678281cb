import { composeServices } from '@apollo/composition';
import { classification } from '@lienthong/shared/catalogue/schema-files';
import {
  concatAST,
  Kind,
  parse,
  visit,
  type ConstDirectiveNode,
  type DocumentNode,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import type { Service, World } from './worlds/world.ts';

/** The object types a subgraph speaks of. */
export const typesOf = ({ typeDefs }: Service): string[] =>
  parse(typeDefs).definitions.flatMap((node) =>
    node.kind === Kind.OBJECT_TYPE_DEFINITION ? node.name.value : [],
  );

/**
 * The supergraph of a world in which every field is somebody's basic personal data for shared use, so that nothing leaves
 * its owner without a grant. Whoever speaks of a type first is its master.
 */
export function classifiedSupergraph({ name, services }: World, firstPort: number): string {
  const masters = new Map<string, string>();
  for (const service of services)
    for (const type of typesOf(service)) if (!masters.has(type)) masters.set(type, service.name);
  const { errors, supergraphSdl } = composeServices(
    services.map((service, position) => ({
      name: service.name,
      url: `http://127.0.0.1:${firstPort + position}/graphql`,
      typeDefs: concatAST([classification, classified(parse(service.typeDefs), masters)]),
    })),
  );
  if (errors)
    throw new Error(`The world ${name} does not compose once classified: ${errors.map(String).join(' ')}`);
  return supergraphSdl;
}

const classified = (typeDefs: DocumentNode, masters: ReadonlyMap<string, string>): DocumentNode =>
  visit(typeDefs, {
    ObjectTypeDefinition: (type): ObjectTypeDefinitionNode => ({
      ...type,
      directives: [...(type.directives ?? []), datasetOf(type.name.value, masters)],
    }),
  });

function datasetOf(type: string, masters: ReadonlyMap<string, string>): ConstDirectiveNode {
  const database = type === 'Query' ? '' : `database: "${masters.get(type)}-A-01", `;
  const example = parse(
    `type T @dataset(${database}sharing: SHARED, personal: BASIC, secrecy: NONE) { f: Int }`,
  );
  return (example.definitions[0] as ObjectTypeDefinitionNode).directives![0]!;
}
