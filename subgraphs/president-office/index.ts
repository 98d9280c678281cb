import { defineSubgraph } from '@lienthong/shared';

export default defineSubgraph({
  name: 'president-office',
  agency: 'PresidentOffice',
  schema: new URL('./schema.graphql', import.meta.url),
});
