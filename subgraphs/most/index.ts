import { defineSubgraph } from '@lienthong/shared';
import { inspections } from './inspections.ts';
import { registers } from './registers.ts';
import { standards } from './standards.ts';

export default defineSubgraph({
  name: 'most',
  agency: 'MinistryOfScienceAndTechnology',
  schema: new URL('./schema.graphql', import.meta.url),
  quality: new URL('./quality.yaml', import.meta.url),
  parts: [standards, registers, inspections],
});
