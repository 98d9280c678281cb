import { defineSubgraph } from '@lienthong/shared';
import { entities } from './entities.ts';
import { healthPapers } from './health-papers.ts';
import { publicHealth } from './public-health.ts';
import { records } from './records.ts';
import { resolvers } from './resolvers.ts';
import { socialAssistance } from './social-assistance.ts';

export default defineSubgraph({
  name: 'moh',
  agency: 'MinistryOfHealth',
  schema: new URL('./schema.graphql', import.meta.url),
  sharing: new URL('./sharing.yaml', import.meta.url),
  quality: new URL('./quality.yaml', import.meta.url),
  entities,
  resolvers,
  records,
  parts: [healthPapers, socialAssistance, publicHealth],
});
