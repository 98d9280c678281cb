import { defineSubgraph } from '@lienthong/shared';

export default defineSubgraph({
  name: 'mae',
  agency: 'MinistryOfAgricultureAndEnvironment',
  schema: new URL('./schema.graphql', import.meta.url),
});
