import type { DrivingLicence, TrafficViolation, Vehicle } from '../../../subgraphs/mps/roads.ts';
import { addDays, addMonths, AS_OF } from '../world/days.ts';
import type { Household, Person } from '../world/households.ts';
import { drives, trafficFinesOf } from '../world/offences.ts';
import { vehiclesOf } from '../world/vehicles.ts';

/** What the police keep of who drives what in a household, and of what was fined. */
export const roadsOf = (
  household: Household,
): { DrivingLicence: DrivingLicence[]; Vehicle: Vehicle[]; TrafficViolation: TrafficViolation[] } => ({
  DrivingLicence: household.people
    .filter((person) => drives(person, household))
    .map((person) => licenceOf(person, household)),
  Vehicle: vehiclesOf(household).map((vehicle) => ({
    ...vehicle,
    updatedOn: confirmedOn(household, vehicle.plate),
  })),
  TrafficViolation: trafficFinesOf(household).map(({ amount, points, ...fine }) => ({
    ...fine,
    fine: amount,
    pointsDeducted: points,
    dueOn: addDays(fine.decidedOn, DAYS_TO_PAY),
  })),
});

/** A decision is to be carried out within ten days (Law 15/2012, Article 73). */
const DAYS_TO_PAY = 10;

/** Years a licence holds for, by its class (Law 36/2024, Article 57); null: without an end. */
const CLASSES = [
  ['A1', null, 0.5],
  ['B', 10, 0.4],
  ['C', 5, 0.1],
] as const;

/** Its number begins with a place number of plates that is never issued. */
function licenceOf({ personalId, sequence, sex }: Person, household: Household): DrivingLicence {
  const chance = household.chanceFor(`licence register ${sequence}`);
  const [name, years] = chance.weighted(CLASSES.map((each) => [each, each[2]] as const));
  const issuedOn = addDays(AS_OF, -chance.whole(100, years === 5 ? 1_700 : 3_400));
  return {
    number: `13${sex === 'FEMALE' ? 1 : 0}${issuedOn.slice(2, 4)}${String(sequence).padStart(7, '0')}`,
    holderId: personalId,
    class: name,
    issuedOn,
    validTo: years && addMonths(issuedOn, 12 * years),
    testPassedOn: null,
    updatedOn: confirmedOn(household, personalId),
  };
}

const confirmedOn = (household: Household, row: string): string =>
  addDays(AS_OF, -household.chanceFor(`road registers ${row}`).whole(1, 60));
