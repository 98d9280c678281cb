import { defineSubgraph } from '@lienthong/shared';

export default defineSubgraph({
  name: 'mof',
  agency: 'MinistryOfFinance',
  schema: new URL('./schema.graphql', import.meta.url),
});
