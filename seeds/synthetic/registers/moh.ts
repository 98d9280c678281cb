import { birthsOf } from './births.ts';
import { consentsOf } from './consents.ts';
import { facilitiesOf } from './facilities.ts';
import { healthOf } from './health.ts';
import type { Register } from './register.ts';

export const moh: Register = {
  agency: 'moh',
  once: ({ provinces }) => ({ Facility: provinces.flatMap(facilitiesOf) }),
  of: (household) => {
    const health = household.people.map((person) => healthOf(person, household));
    return {
      BirthCertificate: birthsOf(household),
      HealthRecord: health.map(({ healthRecord }) => healthRecord),
      TestResult: health.flatMap(({ testResults }) => testResults),
      Claim: health.flatMap(({ claims }) => claims),
      Vaccination: health.flatMap(({ vaccinations }) => vaccinations),
      Consent: consentsOf(household),
    };
  },
};
