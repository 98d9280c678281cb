import { defineSubgraph } from '@lienthong/shared';

export default defineSubgraph({
  name: 'sav',
  agency: 'StateAuditOffice',
  schema: new URL('./schema.graphql', import.meta.url),
});
