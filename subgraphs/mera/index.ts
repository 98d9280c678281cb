import { defineSubgraph } from '@lienthong/shared';

export default defineSubgraph({
  name: 'mera',
  agency: 'MinistryOfEthnicAndReligiousAffairs',
  schema: new URL('./schema.graphql', import.meta.url),
});
