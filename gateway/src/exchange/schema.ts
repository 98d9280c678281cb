import { fileURLToPath } from 'node:url';
import { buildASTSchema, concatAST, type GraphQLSchema } from 'graphql';
import { classification, readSchema } from '@lienthong/shared/catalogue/schema-files';

/** The subgraph that lives inside the gateway: its name in the graph, and an address that leads to no server. */
export const EXCHANGE = { name: 'gateway', url: 'local:gateway' } as const;

/** Its schema, as composition takes it. */
export const exchangeTypeDefs = concatAST([
  classification,
  readSchema(new URL('./schema.graphql', import.meta.url)),
]);

/** What it shares with whom: its grants belong to the rules like every agency's. */
export const exchangeSharingFile = fileURLToPath(new URL('../../sharing.yaml', import.meta.url));

/** The same schema, to be executed. The planner asks it nothing but root fields: it has no entities. */
export const exchangeSchema: GraphQLSchema = buildASTSchema(exchangeTypeDefs, { assumeValidSDL: true });

/** Its fields that are answered by working through the rules: one of them takes as long as many another question. */
export const EXPLANATIONS = ['explain', 'whoMayRead', 'whatMayRead'] as const;
