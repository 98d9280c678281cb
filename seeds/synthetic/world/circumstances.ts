import { makeSocialInsuranceNumber } from '@lienthong/shared/identifiers/social-insurance';
import { AS_OF } from './days.ts';
import { adultsOf, type Household, type Person } from './households.ts';
import { STORIES } from './stories.ts';

/** A person's or household's standing, as the agency that decides on it knows it and others may ask in yes or no. */

export const ageOf = ({ dateOfBirth }: Person, day = AS_OF): number =>
  Number(day.slice(0, 4)) - Number(dateOfBirth.slice(0, 4)) - (day.slice(5) < dateOfBirth.slice(5) ? 1 : 0);

/** Whether the household is poor, or nearly: a decision of its commune for a year. */
export function povertyOf(household: Household): 'POOR' | 'NEAR_POOR' | null {
  const told = STORIES[household.number]?.poverty;
  if (told !== undefined) return told;
  return household.chanceFor('poverty').weighted([
    [null, 0.943],
    ['POOR' as const, 0.024],
    ['NEAR_POOR' as const, 0.033],
  ]);
}

/** The degree of a recognised disability: 1 exceptionally severe, 2 severe, 3 mild. */
export function disabilityOf(person: Person, household: Household): 1 | 2 | 3 | null {
  if (STORIES[household.number]?.disabled === person.sequence % 10) return 2;
  return household.chanceFor(`disability ${person.sequence}`).weighted([
    [null, 0.93],
    [1 as const, 0.01],
    [2 as const, 0.02],
    [3 as const, 0.04],
  ]);
}

/** Whether the person is honoured for merit to the revolution, or the child of who is. */
export const isMerited = (person: Person, household: Household): boolean =>
  STORIES[household.number]?.merited === person.sequence % 10 ||
  (ageOf(person) >= 65 && household.chanceFor(`merit ${person.sequence}`).happens(0.08));

/** Whether an adult is an official of the state. */
export const isOfficial = (person: Person, household: Household): boolean =>
  adultsOf(household).includes(person) &&
  ageOf(person) < 62 &&
  (STORIES[household.number]?.official === person.sequence % 10 ||
    (household.number > 16 && household.chanceFor(`office ${person.sequence}`).happens(0.04)));

/** Whether a person draws a pension from social insurance. */
export const drawsPension = (person: Person, household: Household): boolean =>
  ageOf(person) >= 60 &&
  !person.member.dead &&
  (STORIES[household.number]?.pensioners?.includes(person.sequence % 10) ??
    household.chanceFor(`pension ${person.sequence}`).happens(0.35));

/** Whether the household lives off the land. */
export const farms = (household: Household): boolean =>
  STORIES[household.number]?.farms ?? household.chanceFor('farming').happens(0.25);

/** The registration number of social insurance: ten digits, one for life. */
export const socialInsuranceNumberOf = ({ sequence }: Person): string =>
  makeSocialInsuranceNumber({ province: '79', serial: 90_000_000 + sequence });
