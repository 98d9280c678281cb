import { addDays, addMonths, AS_OF } from './days.ts';
import { STORY_HOUSEHOLDS, type Household } from './households.ts';
import { vehiclesOf, type Vehicle } from './vehicles.ts';

/** An inspection that a car passed. */
export interface Inspection {
  readonly plate: string;
  readonly inspectedOn: string;
  readonly validTo: string;
  readonly province: string;
}

/**
 * The latest inspection of each car of a household; motorcycles need none. Those of the stories are in time, but for
 * household 5, whose car is overdue.
 */
export const inspectionsOf = (household: Household): Inspection[] =>
  vehiclesOf(household)
    .filter(({ kind }) => kind === 'CAR')
    .map((car) => inspectionOf(car, household));

const OVERDUE_STORY = 5;

function inspectionOf({ plate, registeredOn, province }: Vehicle, household: Household): Inspection {
  const chance = household.chanceFor(`inspection ${plate}`);
  const months = monthsOf(registeredOn);
  // A new car is inspected when it is registered.
  if (months === NEW)
    return { plate, inspectedOn: registeredOn, validTo: addMonths(registeredOn, NEW), province };
  const told = household.number <= STORY_HOUSEHOLDS;
  const overdue = told ? household.number === OVERDUE_STORY : chance.happens(0.06);
  const daysLeft = overdue ? -chance.whole(10, 90) : chance.whole(45, months * 28);
  const validTo = addDays(AS_OF, daysLeft);
  return { plate, inspectedOn: addMonths(validTo, -months), validTo, province };
}

const NEW = 36;

/**
 * How long an inspection of a private car holds: three years when new, then two, then one, then six months (Circular
 * 2/2023/TT-BGTVT; general knowledge).
 */
function monthsOf(registeredOn: string): number {
  const years = Number(AS_OF.slice(0, 4)) - Number(registeredOn.slice(0, 4));
  if (years < 3) return NEW;
  if (years <= 7) return 24;
  return years <= 20 ? 12 : 6;
}
