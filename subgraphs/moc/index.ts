import { defineSubgraph } from '@lienthong/shared';
import { building } from './building.ts';
import { cities } from './cities.ts';
import { inspection } from './inspection.ts';
import { transport } from './transport.ts';

export default defineSubgraph({
  name: 'moc',
  agency: 'MinistryOfConstruction',
  schema: new URL('./schema.graphql', import.meta.url),
  sharing: new URL('./sharing.yaml', import.meta.url),
  quality: new URL('./quality.yaml', import.meta.url),
  records: { Citizen: { subjects: ['personalId'] } },
  parts: [inspection, building, cities, transport],
});
