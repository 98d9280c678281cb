import { defineSubgraph } from '@lienthong/shared';

export default defineSubgraph({
  name: 'moha',
  agency: 'MinistryOfHomeAffairs',
  schema: new URL('./schema.graphql', import.meta.url),
});
