import { defineSubgraph } from '@lienthong/shared';
import { entities } from './entities.ts';
import { quality } from './quality.ts';
import { resolvers } from './resolvers.ts';
import { indexDatabases } from './search.ts';
import { seed } from './seed.ts';

/** The National Data Center's own subgraph: what only the centre can know. */
export default defineSubgraph({
  name: 'ndc',
  schema: [
    new URL('./schema.graphql', import.meta.url),
    new URL('./resolution.graphql', import.meta.url),
    new URL('./agencies.graphql', import.meta.url),
  ],
  entities,
  resolvers,
  parts: [quality],
  sharing: new URL('./sharing.yaml', import.meta.url),
  seed,
  prepare: indexDatabases,
});
