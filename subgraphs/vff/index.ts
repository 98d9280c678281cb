import { defineSubgraph } from '@lienthong/shared';
import { reliefFund } from './relief-fund.ts';

export default defineSubgraph({
  name: 'vff',
  agency: 'FatherlandFront',
  schema: new URL('./schema.graphql', import.meta.url),
  parts: [reliefFund],
});
