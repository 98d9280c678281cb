import { defineSubgraph } from '@lienthong/shared';

export default defineSubgraph({
  name: 'bank',
  agency: 'StateBank',
  schema: new URL('./schema.graphql', import.meta.url),
  resolvers: { Query: { exchangeRate: () => 25_000, reserves: () => 77 } },
});
