import { defineSubgraph } from '@lienthong/shared';

export default defineSubgraph({
  name: 'most',
  agency: 'MinistryOfScienceAndTechnology',
  schema: new URL('./schema.graphql', import.meta.url),
});
