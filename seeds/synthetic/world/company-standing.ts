import { enterpriseOf, type Enterprise } from './enterprises.ts';
import { addDays } from './days.ts';
import { adultsOf, headOf, STORY_HOUSEHOLDS, type Household } from './households.ts';

/** Who holds a share of an enterprise. */
export interface Share {
  readonly personalId: string;
  readonly percent: number;
  readonly contributedOn: string;
  readonly bankAccount: string;
}

/** How an enterprise stands, and who owns it. */
export interface CompanyStanding {
  readonly enterprise: Enterprise;
  readonly status: 'ACTIVE' | 'SUSPENDED' | 'DISSOLVED';
  /** Whether the tax office found nobody at the registered address. */
  readonly absent: boolean;
  readonly shares: readonly Share[];
}

/** The standing of a household's enterprise; null where there is none. */
export function companyStandingOf(household: Household): CompanyStanding | null {
  const enterprise = enterpriseOf(household);
  if (!enterprise) return null;
  const chance = household.chanceFor('company standing');
  const told = household.number <= STORY_HOUSEHOLDS;
  const status = chance.weighted([
    ['ACTIVE' as const, 0.86],
    ['SUSPENDED' as const, 0.09],
    ['DISSOLVED' as const, 0.05],
  ]);
  const absent = chance.happens(0.04);
  return {
    enterprise,
    status: told ? 'ACTIVE' : status,
    absent: !told && status !== 'DISSOLVED' && absent,
    shares: sharesOf(household, enterprise),
  };
}

/** The head holds all of it, or most beside the spouse. */
function sharesOf(household: Household, { foundedOn }: Enterprise): Share[] {
  const head = headOf(household);
  const spouse = adultsOf(household).find(({ member }) => member.marriedIn);
  const parts = spouse
    ? ([
        [head, 60],
        [spouse, 40],
      ] as const)
    : ([[head, 100]] as const);
  return parts.map(([person, percent]) => ({
    personalId: person.personalId,
    percent,
    contributedOn: addDays(foundedOn, 30),
    bankAccount: `MAU-${String(person.sequence).padStart(8, '0')}`,
  }));
}
