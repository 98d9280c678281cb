import { defineSubgraph } from '@lienthong/shared';

export default defineSubgraph({
  name: 'sbv',
  agency: 'StateBankOfVietnam',
  schema: new URL('./schema.graphql', import.meta.url),
});
