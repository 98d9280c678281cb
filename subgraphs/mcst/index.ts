import { defineSubgraph } from '@lienthong/shared';
import { heritage } from './heritage.ts';
import { inspections } from './inspections.ts';

export default defineSubgraph({
  name: 'mcst',
  agency: 'MinistryOfCultureSportsAndTourism',
  schema: new URL('./schema.graphql', import.meta.url),
  quality: new URL('./quality.yaml', import.meta.url),
  parts: [heritage, inspections],
});
