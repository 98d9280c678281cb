import { defineSubgraph } from '@lienthong/shared';

export default defineSubgraph({
  name: 'moc',
  agency: 'MinistryOfConstruction',
  schema: new URL('./schema.graphql', import.meta.url),
});
