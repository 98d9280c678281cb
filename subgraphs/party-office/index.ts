import { defineSubgraph } from '@lienthong/shared';
import { documents } from './documents.ts';

export default defineSubgraph({
  name: 'party-office',
  agency: 'PartyCentralOffice',
  schema: new URL('./schema.graphql', import.meta.url),
  parts: [documents],
});
