import { defineSubgraph } from '@lienthong/shared';
import { nationality } from './nationality.ts';

export default defineSubgraph({
  name: 'president-office',
  agency: 'PresidentOffice',
  schema: new URL('./schema.graphql', import.meta.url),
  sharing: new URL('./sharing.yaml', import.meta.url),
  records: { Citizen: { subjects: ['personalId'] } },
  parts: [nationality],
});
