import { defineSubgraph } from '@lienthong/shared';
import { admission } from './admission.ts';
import { higherEducation } from './higher-education.ts';
import { schools } from './schools.ts';
import { vocational } from './vocational.ts';

export default defineSubgraph({
  name: 'moet',
  agency: 'MinistryOfEducationAndTraining',
  schema: new URL('./schema.graphql', import.meta.url),
  sharing: new URL('./sharing.yaml', import.meta.url),
  quality: new URL('./quality.yaml', import.meta.url),
  records: { Citizen: { subjects: ['personalId'] } },
  parts: [schools, admission, vocational, higherEducation],
});
