import type { NationalityDecision } from '../../../subgraphs/president-office/nationality.ts';
import { addDays, AS_OF } from '../world/days.ts';
import { adultsOf, type Household, type Person } from '../world/households.ts';
import type { Register } from './register.ts';

export const presidentOffice: Register = {
  agency: 'president-office',
  of: (household) => ({
    NationalityDecision: adultsOf(household).flatMap((person) => decisionOf(person, household)),
  }),
};

/** The father of a family that came back from abroad has his nationality back. */
function decisionOf(person: Person, household: Household): NationalityDecision[] {
  const regained = household.shape.name === 'birth-abroad' && person.member.role === 'father';
  if (!regained) return [];
  const decidedOn = addDays(AS_OF, -household.chanceFor('nationality').whole(200, 1_000));
  return [
    {
      number: `QT-MAU-${person.sequence}/${decidedOn.slice(0, 4)}/QĐ-CTN`,
      citizenId: person.personalId,
      kind: 'REGAINED',
      decidedOn,
    },
  ];
}
