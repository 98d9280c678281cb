import { defineSubgraph } from '@lienthong/shared';

export default defineSubgraph({
  name: 'party-office',
  agency: 'PartyCentralOffice',
  schema: new URL('./schema.graphql', import.meta.url),
});
