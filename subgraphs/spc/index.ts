import { defineSubgraph } from '@lienthong/shared';
import { judgments } from './judgments.ts';

export default defineSubgraph({
  name: 'spc',
  agency: 'SupremePeoplesCourt',
  schema: new URL('./schema.graphql', import.meta.url),
  sharing: new URL('./sharing.yaml', import.meta.url),
  quality: new URL('./quality.yaml', import.meta.url),
  records: { Citizen: { subjects: ['personalId'] } },
  parts: [judgments],
});
