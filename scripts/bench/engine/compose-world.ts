import { composeServices } from '@apollo/composition';
import { graphql, parse, type GraphQLSchema } from 'graphql';
import type { World } from './worlds/world.ts';

const HEADER = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@external", "@requires"]
)\n`;

/** A world as a gateway is given it, and as one server would answer that knows all of it. */
export interface ComposedWorld {
  readonly supergraph: string;
  readonly monolith: (query: string) => Promise<unknown>;
}

export const typeDefsOf = (typeDefs: string) => parse(HEADER + typeDefs);

/** Composes a world whose subgraphs listen on ports from `firstPort`, in their order. */
export function composeWorld({ name, services, root }: World, firstPort: number): ComposedWorld {
  const { errors, schema, supergraphSdl } = composeServices(
    services.map((service, position) => ({
      name: service.name,
      url: `http://127.0.0.1:${firstPort + position}/graphql`,
      typeDefs: typeDefsOf(service.typeDefs),
    })),
  );
  if (errors) throw new Error(`The world ${name} does not compose: ${errors.map(String).join(' ')}`);
  const whole: GraphQLSchema = schema.toAPISchema().toGraphQLJSSchema();
  return {
    supergraph: supergraphSdl,
    monolith: async (source) => {
      const answer = await graphql({ schema: whole, source, rootValue: root });
      if (answer.errors)
        throw new Error(`The monolith of ${name} answers with errors: ${answer.errors[0]!.message}`);
      return JSON.parse(JSON.stringify(answer.data)) as unknown;
    },
  };
}
