import type { Merit, UnemploymentBenefit } from '../../../subgraphs/moha/benefits.ts';
import type { Employment, ForeignWorker } from '../../../subgraphs/moha/labour.ts';
import type { Office } from '../../../subgraphs/moha/offices.ts';
import { isMerited, isOfficial } from '../world/circumstances.ts';
import { addDays, AS_OF } from '../world/days.ts';
import { employmentsOf } from '../world/employment.ts';
import { foreignWorkersOf } from '../world/foreign-workers.ts';
import { adultsOf, childrenOf, type Household } from '../world/households.ts';
import { unemploymentOf } from '../world/unemployment.ts';
import type { Register } from './register.ts';

export const moha: Register = {
  agency: 'moha',
  of: (household) => ({
    Employment: employmentOf(household),
    ForeignWorker: foreignWorkerOf(household),
    Office: officeOf(household),
    Merit: meritOf(household),
    UnemploymentBenefit: unemploymentBenefitOf(household),
  }),
};

const updatedOn = (household: Household, register: string): string =>
  addDays(AS_OF, -household.chanceFor(`${register} updated`).whole(1, 90));

const employmentOf = (household: Household): Employment[] =>
  household.people.flatMap((person) =>
    employmentsOf(person, household).map(({ employer, occupation, since, until }) => ({
      citizenId: person.personalId,
      since,
      until,
      employerTaxCode: employer,
      occupation,
      updatedOn: updatedOn(household, 'workers'),
    })),
  );

const foreignWorkerOf = (household: Household): ForeignWorker[] =>
  foreignWorkersOf(household).map(({ employer, from, to, ...worker }) => ({
    ...worker,
    employerTaxCode: employer,
    permitValidFrom: from,
    permitValidTo: to,
    updatedOn: updatedOn(household, 'work permits'),
  }));

/** Who holds an office declares assets from a rank on that about half of them have. */
const officeOf = (household: Household): Office[] =>
  household.people
    .filter((person) => isOfficial(person, household))
    .map((person) => ({
      citizenId: person.personalId,
      declaresAssets: household.number <= 16 || household.chanceFor(`rank ${person.sequence}`).happens(0.5),
      updatedOn: updatedOn(household, 'officials'),
    }));

/** Who is honoured, and their children beside them. */
function meritOf(household: Household): Merit[] {
  const chance = household.chanceFor('merit decisions');
  const honoured = household.people.filter((person) => isMerited(person, household));
  const children = honoured.some(
    (person) => adultsOf(household).includes(person) && isParent(person.member.role),
  )
    ? childrenOf(household)
    : [];
  return [...honoured, ...children].map((person) => {
    const child = !honoured.includes(person);
    const decidedOn = addDays(AS_OF, -chance.whole(300, child ? 600 : 6_000));
    return {
      decisionNumber: `NCC-${decidedOn.slice(0, 4)}-${person.sequence}`,
      citizenId: person.personalId,
      category: child ? 'CHILD' : chance.pick(['RESISTANCE', 'WAR_INVALID']),
      decidedOn,
      updatedOn: updatedOn(household, 'merit'),
    };
  });
}

const isParent = (role: string): boolean => role === 'father' || role === 'mother';

const unemploymentBenefitOf = (household: Household): UnemploymentBenefit[] =>
  household.people.flatMap((person) => {
    const benefit = unemploymentOf(person, household);
    return benefit
      ? [
          {
            decisionNumber: `TN-${benefit.from.slice(0, 4)}-${person.sequence}`,
            citizenId: person.personalId,
            paidFrom: benefit.from,
            paidTo: benefit.to,
            amount: benefit.amount,
            updatedOn: updatedOn(household, 'unemployment'),
          },
        ]
      : [];
  });
