import { defineSubgraph } from '@lienthong/shared';
import { banks } from './banks.ts';

export default defineSubgraph({
  name: 'sbv',
  agency: 'StateBankOfVietnam',
  schema: new URL('./schema.graphql', import.meta.url),
  quality: new URL('./quality.yaml', import.meta.url),
  parts: [banks],
});
