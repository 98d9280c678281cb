import { defineSubgraph } from '@lienthong/shared';

export default defineSubgraph({
  name: 'moh',
  agency: 'MinistryOfHealth',
  schema: new URL('./schema.graphql', import.meta.url),
});
