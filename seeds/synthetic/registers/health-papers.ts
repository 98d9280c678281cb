import type {
  DriverHealthCertificate,
  HealthBook,
  HealthIdentifier,
} from '../../../subgraphs/moh/health-papers.ts';
import { addDays, addMonths, AS_OF } from '../world/days.ts';
import type { Household, Person } from '../world/households.ts';
import { drives } from '../world/offences.ts';
import { facilitiesOf } from './facilities.ts';

/** What a person carries of the health registers: an identifier, a book, and who drives a certificate. */
export const healthPapersOf = (household: Household) => ({
  HealthIdentifier: household.people.map(identifierOf),
  HealthBook: household.people.flatMap((person) => bookOf(person, household)),
  DriverHealthCertificate: household.people
    .filter((person) => drives(person, household))
    .map((person) => certificateOf(person, household)),
});

const identifierOf = ({ personalId, sequence, dateOfBirth }: Person): HealthIdentifier => ({
  healthId: `YT-${String(sequence).padStart(8, '0')}`,
  citizenId: personalId,
  issuedOn: dateOfBirth > IDENTIFIERS_SINCE ? dateOfBirth : IDENTIFIERS_SINCE,
});
/** Invented, as is the whole history of this world's registers. */
const IDENTIFIERS_SINCE = '2021-01-01';

function bookOf({ personalId, sequence, member }: Person, household: Household): HealthBook[] {
  const chance = household.chanceFor(`health book ${sequence}`);
  if (member.dead || !chance.happens(0.6)) return [];
  const openedOn = addDays(AS_OF, -chance.whole(30, 700));
  const lastEntryOn = addDays(openedOn, chance.whole(0, 29));
  return [{ citizenId: personalId, openedOn, onVneid: chance.happens(0.8), lastEntryOn }];
}

/** A certificate is good for a year (general knowledge). Those of the stories are fit, and recently so. */
function certificateOf({ personalId, sequence }: Person, household: Household): DriverHealthCertificate {
  const chance = household.chanceFor(`driver health ${sequence}`);
  const told = household.number <= 16;
  const issuedOn = addDays(AS_OF, -chance.whole(5, told ? 200 : 500));
  const facility = chance.pick(facilitiesOf(household.province));
  return {
    number: `GKSK-${issuedOn.slice(0, 4)}-${String(sequence).padStart(6, '0')}`,
    citizenId: personalId,
    fit: told || !chance.happens(0.03),
    issuedOn,
    validTo: addMonths(issuedOn, 12),
    facilityId: facility.code,
    issuedBy: facility.runBy,
    updatedOn: issuedOn,
  };
}
