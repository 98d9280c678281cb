import { birthsOf } from './births.ts';
import { civilStatusOf } from './civil-status.ts';
import { consentsOf } from './consents.ts';
import { FACILITIES } from './facilities.ts';
import { healthOf } from './health.ts';
import { createHouseholds } from './households.ts';
import { populationOf } from './population.ts';

/** The rows of every agency by the file they are laid into: the same people, each agency with its own part. */
export function syntheticWorld(
  households: number,
  seed: number,
): Readonly<Record<string, readonly object[]>> {
  const all = createHouseholds(households, seed);
  const population = all.map(populationOf);
  const civilStatus = all.map(civilStatusOf);
  const births = all.flatMap(birthsOf);
  const health = all.flatMap((household) => household.people.map((person) => healthOf(person, household)));

  return {
    'mps/citizens': population.flatMap(({ citizens }) => citizens),
    'mps/guardianships': population.flatMap(({ guardianships }) => guardianships),
    'moj/birth-registrations': civilStatus.flatMap(({ birthRegistrations }) => birthRegistrations),
    'moj/marital-statuses': civilStatus.flatMap(({ maritalStatuses }) => maritalStatuses),
    'moh/facilities': FACILITIES,
    'moh/birth-certificates': births,
    'moh/health-records': health.map(({ healthRecord }) => healthRecord),
    'moh/test-results': health.flatMap(({ testResults }) => testResults),
    'moh/claims': health.flatMap(({ claims }) => claims),
    'moh/vaccinations': health.flatMap(({ vaccinations }) => vaccinations),
    'moh/consents': all.flatMap(consentsOf),
  };
}

/** One row a line: a change shows as the rows it touches. */
export const printRows = (rows: readonly object[]): string =>
  rows.length === 0 ? '[]\n' : `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`;
