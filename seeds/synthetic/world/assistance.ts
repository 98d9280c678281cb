import { ageOf, disabilityOf, drawsPension, povertyOf } from './circumstances.ts';
import { addDays, AS_OF } from './days.ts';
import type { Household, Person } from './households.ts';
import { STORIES } from './stories.ts';

/** Why a person is entitled to social assistance (Decree 20/2021, cut short); null where nothing here says so. */
export function entitledAs(
  person: Person,
  household: Household,
): 'DISABLED' | 'ELDERLY' | 'POOR_CHILD' | null {
  const disability = disabilityOf(person, household);
  if (person.member.dead) return null;
  if (disability === 1 || disability === 2) return 'DISABLED';
  if (ageOf(person) >= 75 && !drawsPension(person, household)) return 'ELDERLY';
  return ageOf(person) < 3 && povertyOf(household) === 'POOR' ? 'POOR_CHILD' : null;
}

/** Since when a person receives social assistance; null for who does not, entitled or not: one has to ask for it. */
export function assistedSince(person: Person, household: Household): string | null {
  const told = household.number <= 16;
  const chance = household.chanceFor(`assistance ${person.sequence}`);
  const receives = told
    ? STORIES[household.number]?.assisted === person.sequence % 10
    : entitledAs(person, household) !== null && chance.happens(0.8);
  return receives ? addDays(AS_OF, -chance.whole(30, 1_500)) : null;
}
