import { defineSubgraph } from '@lienthong/shared';

export default defineSubgraph({
  name: 'mcst',
  agency: 'MinistryOfCultureSportsAndTourism',
  schema: new URL('./schema.graphql', import.meta.url),
});
