import { defineSubgraph } from '@lienthong/shared';

export default defineSubgraph({
  name: 'gov-inspectorate',
  agency: 'GovernmentInspectorate',
  schema: new URL('./schema.graphql', import.meta.url),
});
