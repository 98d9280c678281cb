import { defineSubgraph } from '@lienthong/shared';

export default defineSubgraph({
  name: 'ppc',
  agency: 'ProvincialPeoplesCommittees',
  schema: new URL('./schema.graphql', import.meta.url),
});
