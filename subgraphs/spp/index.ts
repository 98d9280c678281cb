import { defineSubgraph } from '@lienthong/shared';

export default defineSubgraph({
  name: 'spp',
  agency: 'SupremePeoplesProcuracy',
  schema: new URL('./schema.graphql', import.meta.url),
});
