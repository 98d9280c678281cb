import { defineSubgraph } from '@lienthong/shared';
import { ethnicGroups } from './ethnic-groups.ts';
import { religions } from './religions.ts';

export default defineSubgraph({
  name: 'mera',
  agency: 'MinistryOfEthnicAndReligiousAffairs',
  schema: new URL('./schema.graphql', import.meta.url),
  quality: new URL('./quality.yaml', import.meta.url),
  parts: [ethnicGroups, religions],
});
