import { defineSubgraph } from '@lienthong/shared';
import { crops } from './crops.ts';
import { feed } from './feed.ts';
import { fishery } from './fishery.ts';
import { land } from './land.ts';
import { poverty } from './poverty.ts';

export default defineSubgraph({
  name: 'mae',
  agency: 'MinistryOfAgricultureAndEnvironment',
  schema: new URL('./schema.graphql', import.meta.url),
  sharing: new URL('./sharing.yaml', import.meta.url),
  quality: new URL('./quality.yaml', import.meta.url),
  records: { Citizen: { subjects: ['personalId'] } },
  parts: [land, poverty, crops, fishery, feed],
});
