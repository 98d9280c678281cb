import type {
  Contribution,
  DeclaredEmployee,
  InsuranceUnit,
  Pension,
  SocialInsurance,
} from '../../../subgraphs/mof/social-insurance.ts';
import { socialInsuranceNumberOf } from '../world/circumstances.ts';
import { addDays, AS_OF } from '../world/days.ts';
import { employmentsOf, pensionOf } from '../world/employment.ts';
import { enterpriseOf } from '../world/enterprises.ts';
import type { Household, Person } from '../world/households.ts';

interface OfPerson {
  readonly SocialInsurance: SocialInsurance[];
  readonly Contribution: Contribution[];
  readonly DeclaredEmployee: DeclaredEmployee[];
  readonly Pension: Pension[];
}

/** The collector's code of an enterprise: invented, and made from its tax code. */
const unitCodeOf = (taxCode: string): string => `MAU${taxCode.slice(2)}`;

/** What social insurance holds of a household: who works and draws a pension there, and the enterprise it owns. */
export function socialInsuranceOf(household: Household): OfPerson & { InsuranceUnit: InsuranceUnit[] } {
  const enterprise = enterpriseOf(household);
  const people = household.people.map((person) => accountOf(person, household));
  return {
    SocialInsurance: people.flatMap((one) => one.SocialInsurance),
    Contribution: people.flatMap((one) => one.Contribution),
    InsuranceUnit: enterprise ? [{ code: unitCodeOf(enterprise.taxCode), taxCode: enterprise.taxCode }] : [],
    DeclaredEmployee: people.flatMap((one) => one.DeclaredEmployee),
    Pension: people.flatMap((one) => one.Pension),
  };
}

function accountOf(person: Person, household: Household): OfPerson {
  const employments = employmentsOf(person, household);
  const pension = pensionOf(person, household);
  const chance = household.chanceFor(`social insurance ${person.sequence}`);
  const updatedOn = addDays(AS_OF, -chance.whole(1, 40));
  const number = socialInsuranceNumberOf(person);
  const { personalId: citizenId } = person;
  return {
    SocialInsurance: employments.length > 0 ? [{ number, citizenId, updatedOn }] : [],
    Contribution: employments.map(({ employer, since, until, wage }) => ({
      socialInsuranceNumber: number,
      paidFrom: since,
      paidTo: until,
      citizenId,
      employerTaxCode: employer,
      insuredWage: wage,
    })),
    DeclaredEmployee: employments.flatMap(({ employer, since, until }) =>
      employer === null
        ? []
        : [
            {
              unitCode: unitCodeOf(employer),
              socialInsuranceNumber: number,
              declaredFrom: since,
              declaredTo: until,
            },
          ],
    ),
    Pension: pension
      ? [
          {
            decisionNumber: `HT-${pension.from.slice(0, 4)}-${person.sequence}`,
            citizenId,
            kind: pension.kind,
            paidFrom: pension.from,
            paidTo: null,
            amount: pension.amount,
            updatedOn,
          },
        ]
      : [],
  };
}
