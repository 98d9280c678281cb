import { defineSubgraph } from '@lienthong/shared';

export default defineSubgraph({
  name: 'moj',
  agency: 'MinistryOfJustice',
  schema: new URL('./schema.graphql', import.meta.url),
});
