import { defineSubgraph } from '@lienthong/shared';

export default defineSubgraph({
  name: 'spc',
  agency: 'SupremePeoplesCourt',
  schema: new URL('./schema.graphql', import.meta.url),
});
