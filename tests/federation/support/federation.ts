import { composeServices } from '@apollo/composition';
import { execute, parse, validate, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { readMarks } from './marks.ts';
import { answerFrom, createMonolith } from './monolith.ts';
import type { Question } from './open-gateway.ts';
import { createSubgraph } from './subgraph.ts';
import type { World } from './world.ts';

/** Subgraphs over one world, the supergraph they compose to, and the monolith that says what is right. */
export interface Federation {
  readonly supergraphSdl: string;
  readonly apiSchema: GraphQLSchema;
  readonly subgraphs: ReadonlyMap<string, GraphQLSchema>;
  /** The right answer to a question. */
  readonly expected: (question: Question) => Promise<ExecutionResult>;
  /** Forgets the mutations that happened. */
  readonly reset: () => void;
}

/** Every directive of the specification under its own name, so that a schema shows nothing else. */
const HEADER = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requires",
  "@provides", "@external", "@shareable", "@override", "@inaccessible", "@interfaceObject", "@tag"])`;

/** Composes schemas (SDL by subgraph) and lets them answer from a world. */
export function createFederation(schemas: ReadonlyMap<string, string>, world: World): Federation {
  const services = [...schemas].map(([name, sdl]) => ({
    name,
    url: `local:${name}`,
    typeDefs: parse(sdl.includes('@link(') ? sdl : `${HEADER}\n${sdl}`, { noLocation: true }),
  }));
  const { errors, schema, supergraphSdl } = composeServices(services);
  if (errors) throw new AggregateError(errors, errors.map(({ message }) => message).join('\n'));

  const marks = new Map(services.map(({ name, typeDefs }) => [name, readMarks(typeDefs)]));
  const monolith = createMonolith(schema.toGraphQLJSSchema(), world, marks);
  const apiSchema = answerFrom(monolith, schema.toAPISchema().toGraphQLJSSchema(), world);
  return {
    supergraphSdl,
    apiSchema,
    subgraphs: new Map(
      services.map(({ name, typeDefs }) => [name, createSubgraph(name, typeDefs, marks, world, monolith)]),
    ),
    expected: async ({ query, variables, operationName }) => {
      const document = parse(query);
      const faults = validate(apiSchema, document);
      return faults.length > 0
        ? { errors: faults }
        : execute({ schema: apiSchema, document, variableValues: variables, operationName });
    },
    reset: () => void world.journal.splice(0),
  };
}
