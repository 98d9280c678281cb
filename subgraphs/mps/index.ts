import { defineSubgraph } from '@lienthong/shared';

export default defineSubgraph({
  name: 'mps',
  agency: 'MinistryOfPublicSecurity',
  schema: new URL('./schema.graphql', import.meta.url),
});
