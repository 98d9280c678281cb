import { defineSubgraph } from '@lienthong/shared';
import { voterPetitions } from './voter-petitions.ts';

export default defineSubgraph({
  name: 'na-office',
  agency: 'NationalAssemblyOffice',
  schema: new URL('./schema.graphql', import.meta.url),
  parts: [voterPetitions],
});
