import { defineSubgraph } from '@lienthong/shared';

export default defineSubgraph({
  name: 'gov-office',
  agency: 'GovernmentOffice',
  schema: new URL('./schema.graphql', import.meta.url),
});
