import { birthsOf } from './births.ts';
import { consentsOf } from './consents.ts';
import { facilitiesOf } from './facilities.ts';
import { healthPapersOf } from './health-papers.ts';
import { healthOf } from './health.ts';
import { healthMarketOf, publicHealthOf } from './public-health.ts';
import type { Register } from './register.ts';
import { assistanceFacilitiesOf, socialAssistanceOf } from './social-assistance.ts';

export const moh: Register = {
  agency: 'moh',
  once: (country) => ({
    Facility: country.provinces.flatMap(facilitiesOf),
    SocialAssistanceFacility: country.provinces.flatMap(assistanceFacilitiesOf),
    ...healthMarketOf(country),
  }),
  of: (household) => {
    const health = household.people.map((person) => healthOf(person, household));
    return {
      BirthCertificate: birthsOf(household),
      HealthRecord: health.map(({ healthRecord }) => healthRecord),
      TestResult: health.flatMap(({ testResults }) => testResults),
      Claim: health.flatMap(({ claims }) => claims),
      Vaccination: health.flatMap(({ vaccinations }) => vaccinations),
      Consent: consentsOf(household),
      ...healthPapersOf(household),
      ...socialAssistanceOf(household),
      ...publicHealthOf(household),
    };
  },
};
