import { defineSubgraph } from '@lienthong/shared';

export default defineSubgraph({
  name: 'moit',
  agency: 'MinistryOfIndustryAndTrade',
  schema: new URL('./schema.graphql', import.meta.url),
});
