import { certificateConsentsOf, judicialRecordsOf } from './judicial-records.ts';
import { accidentsOf, policeOnEnterprise, policePapersOf } from './police-papers.ts';
import { populationOf } from './population.ts';
import type { Register } from './register.ts';
import { roadsOf } from './roads.ts';

export const mps: Register = {
  agency: 'mps',
  once: (country) => ({ TrafficAccidentCount: accidentsOf(country) }),
  of: (household) => ({
    ...populationOf(household),
    ...roadsOf(household),
    ...judicialRecordsOf(household),
    ...policePapersOf(household),
    ...policeOnEnterprise(household),
    Consent: certificateConsentsOf(household),
  }),
};
