import type { Citizen, Guardianship } from '../../../subgraphs/mps/entities.ts';
import { addDays, AS_OF } from '../world/days.ts';
import { childrenOf, inRole, type Household } from '../world/households.ts';

/** What the population register holds of a household. */
export const populationOf = (household: Household): { Citizen: Citizen[]; Guardianship: Guardianship[] } => ({
  Citizen: household.people.map(({ personalId, fullName, dateOfBirth, sex, member }) => ({
    personalId,
    fullName,
    dateOfBirth,
    sex,
    nationality: 'VN',
    permanentAddress: [household.street, household.commune.name, household.province.name].join(', '),
    province: household.province.code,
    commune: household.commune.code,
    ethnicity: household.ethnicity,
    religion: household.religion,
    alive: !member.dead,
    identityVerified: member.role === 'father' || member.role === 'mother',
    updatedOn: confirmedOn(household, personalId),
  })),
  Guardianship: childrenOf(household).flatMap((child) =>
    [inRole(household, 'father'), inRole(household, 'mother')].flatMap((guardian) =>
      guardian ? { guardianId: guardian.personalId, childId: child.personalId } : [],
    ),
  ),
});

/** Registers are gone through every year: each row was confirmed in the last of them. */
const confirmedOn = (household: Household, key: string): string =>
  addDays(AS_OF, -household.chanceFor(`confirmed ${key}`).whole(0, 60));
