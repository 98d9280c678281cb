import { defineSubgraph } from '@lienthong/shared';
import { goods } from './goods.ts';
import { inspections } from './inspections.ts';
import { trade } from './trade.ts';

export default defineSubgraph({
  name: 'moit',
  agency: 'MinistryOfIndustryAndTrade',
  schema: new URL('./schema.graphql', import.meta.url),
  sharing: new URL('./sharing.yaml', import.meta.url),
  quality: new URL('./quality.yaml', import.meta.url),
  parts: [goods, trade, inspections],
});
