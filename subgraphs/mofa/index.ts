import { defineSubgraph } from '@lienthong/shared';

export default defineSubgraph({
  name: 'mofa',
  agency: 'MinistryOfForeignAffairs',
  schema: new URL('./schema.graphql', import.meta.url),
});
