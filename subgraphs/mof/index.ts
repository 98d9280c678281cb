import { defineSubgraph } from '@lienthong/shared';
import { enterprises } from './enterprises.ts';

export default defineSubgraph({
  name: 'mof',
  agency: 'MinistryOfFinance',
  schema: new URL('./schema.graphql', import.meta.url),
  sharing: new URL('./sharing.yaml', import.meta.url),
  records: { Citizen: { subjects: ['personalId'] } },
  parts: [enterprises],
});
