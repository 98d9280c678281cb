import { defineSubgraph } from '@lienthong/shared';
import { audits } from './audits.ts';

export default defineSubgraph({
  name: 'sav',
  agency: 'StateAuditOffice',
  schema: new URL('./schema.graphql', import.meta.url),
  parts: [audits],
});
