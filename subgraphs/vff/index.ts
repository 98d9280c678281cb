import { defineSubgraph } from '@lienthong/shared';

export default defineSubgraph({
  name: 'vff',
  agency: 'FatherlandFront',
  schema: new URL('./schema.graphql', import.meta.url),
});
