import { defineSubgraph } from '@lienthong/shared';
import { dossiers } from './dossiers.ts';
import { petitions } from './petitions.ts';
import { procedures } from './procedures.ts';

export default defineSubgraph({
  name: 'gov-office',
  agency: 'GovernmentOffice',
  schema: new URL('./schema.graphql', import.meta.url),
  sharing: new URL('./sharing.yaml', import.meta.url),
  quality: new URL('./quality.yaml', import.meta.url),
  records: { Citizen: { subjects: ['personalId'] } },
  parts: [procedures, dossiers, petitions],
});
