import type { ClaimAssessment } from '../../../subgraphs/mof/claim-assessments.ts';
import type { HealthInsurance } from '../../../subgraphs/mof/health-insurance.ts';
import { socialInsuranceNumberOf } from '../world/circumstances.ts';
import { addDays, AS_OF } from '../world/days.ts';
import { healthCoverOf } from '../world/health-cover.ts';
import type { Household, Person } from '../world/households.ts';
import { healthOf } from './health.ts';

/** What the health insurance fund holds of a household: a card each, and what it found of the claims. */
export const healthInsuranceOf = (
  household: Household,
): { HealthInsurance: HealthInsurance[]; ClaimAssessment: ClaimAssessment[] } => ({
  HealthInsurance: household.people.flatMap((person) => cardOf(person, household)),
  ClaimAssessment: household.people.flatMap((person) => assessmentsOf(person, household)),
});

function cardOf(person: Person, household: Household): HealthInsurance[] {
  const cover = healthCoverOf(person, household);
  if (!cover) return [];
  const { group, level, from, to } = cover;
  return [
    {
      cardNumber: `${group}${level}${household.province.code}${socialInsuranceNumberOf(person)}`,
      validFrom: from,
      validTo: to,
      citizenId: person.personalId,
      group,
      level,
      updatedOn: addDays(AS_OF, -household.chanceFor(`card ${person.sequence}`).whole(1, 30)),
    },
  ];
}

/** The fund looks at a claim some days after the service; the latest are not looked at yet. */
function assessmentsOf(person: Person, household: Household): ClaimAssessment[] {
  const chance = household.chanceFor(`claim assessment ${person.sequence}`);
  return healthOf(person, household)
    .claims.map(({ encounter, citizenId, amount, servedOn }) => {
      const outcome = chance.weighted([
        ['ACCEPTED' as const, 0.9],
        ['REDUCED' as const, 0.07],
        ['REJECTED' as const, 0.03],
      ]);
      return {
        encounter,
        citizenId,
        outcome,
        acceptedAmount: { ACCEPTED: amount, REDUCED: Math.floor(amount * 0.6), REJECTED: 0 }[outcome],
        assessedOn: addDays(servedOn, chance.whole(5, 30)),
      };
    })
    .filter(({ assessedOn }) => assessedOn <= AS_OF);
}
