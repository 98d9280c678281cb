import { malformed, missing, spoilt, twice, type SpoiltTables } from './kinds.ts';

export const mera: SpoiltTables = {
  MinorityArea: spoilt('commune', malformed('region', 0.05, 4)),
  TrainingCourse: spoilt('code', malformed('trainees', 0.1, 0), twice('topic province heldOn', 'code', 0.1)),
  ResearchResult: spoilt('code', missing('field', 0.1)),
  MinoritySurvey: spoilt('ethnicCode year', malformed('literacy', 0.1, 108)),
};
