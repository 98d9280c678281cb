import { ageOf, isOfficial } from './circumstances.ts';
import { addDays, addMonths, AS_OF } from './days.ts';
import { employerOf } from './enterprises.ts';
import { adultsOf, STORY_HOUSEHOLDS, type Household, type Person } from './households.ts';
import { STORIES } from './stories.ts';

export interface Unemployment {
  readonly from: string;
  readonly to: string;
  /** The monthly benefit. */
  readonly amount: number;
}

/** The benefit of who lost work within the last two years; null for who did not. */
export function unemploymentOf(person: Person, household: Household): Unemployment | null {
  const couldWork =
    adultsOf(household).includes(person) &&
    ageOf(person) < 60 &&
    employerOf(person, household) === null &&
    !isOfficial(person, household);
  const chance = household.chanceFor(`unemployment ${person.sequence}`);
  const told = household.number <= STORY_HOUSEHOLDS;
  const lost = told ? STORIES[household.number]?.unemployed === person.sequence % 10 : chance.happens(0.07);
  if (!couldWork || !lost) return null;
  const from = addDays(AS_OF, -(told ? 40 : chance.whole(20, 600)));
  return {
    from,
    to: addDays(addMonths(from, told ? 6 : chance.whole(3, 9)), -1),
    amount: chance.whole(31, 84) * 100_000,
  };
}
