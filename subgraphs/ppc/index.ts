import { defineSubgraph } from '@lienthong/shared';
import { oneStopOffices } from './one-stop-offices.ts';

export default defineSubgraph({
  name: 'ppc',
  agency: 'ProvincialPeoplesCommittees',
  schema: new URL('./schema.graphql', import.meta.url),
  parts: [oneStopOffices],
});
