import { defineSubgraph } from '@lienthong/shared';
import { assetControl } from './asset-control.ts';

export default defineSubgraph({
  name: 'gov-inspectorate',
  agency: 'GovernmentInspectorate',
  schema: new URL('./schema.graphql', import.meta.url),
  sharing: new URL('./sharing.yaml', import.meta.url),
  records: { Citizen: { subjects: ['personalId'] } },
  parts: [assetControl],
});
