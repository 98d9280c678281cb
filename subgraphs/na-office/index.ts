import { defineSubgraph } from '@lienthong/shared';

export default defineSubgraph({
  name: 'na-office',
  agency: 'NationalAssemblyOffice',
  schema: new URL('./schema.graphql', import.meta.url),
});
