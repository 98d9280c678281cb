import { defineSubgraph } from '@lienthong/shared';
import { consular } from './consular.ts';

export default defineSubgraph({
  name: 'mofa',
  agency: 'MinistryOfForeignAffairs',
  schema: new URL('./schema.graphql', import.meta.url),
  sharing: new URL('./sharing.yaml', import.meta.url),
  quality: new URL('./quality.yaml', import.meta.url),
  records: { Citizen: { subjects: ['personalId'] } },
  parts: [consular],
});
