import { defineSubgraph } from '@lienthong/shared';
import { benefits } from './benefits.ts';
import { labour } from './labour.ts';
import { offices } from './offices.ts';
import { territory } from './territory.ts';

export default defineSubgraph({
  name: 'moha',
  agency: 'MinistryOfHomeAffairs',
  schema: new URL('./schema.graphql', import.meta.url),
  sharing: new URL('./sharing.yaml', import.meta.url),
  quality: new URL('./quality.yaml', import.meta.url),
  records: { Citizen: { subjects: ['personalId'] } },
  parts: [territory, labour, offices, benefits],
});
