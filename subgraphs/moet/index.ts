import { defineSubgraph } from '@lienthong/shared';

export default defineSubgraph({
  name: 'moet',
  agency: 'MinistryOfEducationAndTraining',
  schema: new URL('./schema.graphql', import.meta.url),
});
