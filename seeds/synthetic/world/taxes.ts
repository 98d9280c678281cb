import { companyStandingOf } from './company-standing.ts';
import { addDays, YEAR } from './days.ts';
import { employmentsOf } from './employment.ts';
import { STORY_HOUSEHOLDS, type Household } from './households.ts';
import { parcelsOf } from './parcels.ts';
import { STORIES } from './stories.ts';

/** A tax that somebody owes, or has paid. */
export interface Tax {
  /** A tax code, or a personal identification number. */
  readonly taxpayer: string;
  readonly kind: 'LAND_USE' | 'CORPORATE_INCOME' | 'VALUE_ADDED';
  readonly parcel: string | null;
  readonly period: string;
  readonly amount: number;
  readonly dueOn: string;
  readonly paidOn: string | null;
  readonly province: string;
  readonly commune: string;
}

/** A yearly return, with its lines. */
export interface Return {
  readonly taxpayer: string;
  readonly kind: 'PERSONAL_INCOME' | 'CORPORATE_INCOME';
  readonly year: number;
  readonly income: number;
  readonly tax: number;
  readonly filedOn: string;
}

/** What a household and its enterprise were to pay. Land that is farmed is exempt (Resolution 55/2010/QH12 as prolonged). */
export function taxesOf(household: Household): Tax[] {
  return [...landTaxesOf(household), ...companyTaxesOf(household)];
}

function landTaxesOf(household: Household): Tax[] {
  const chance = household.chanceFor('land tax');
  const told = household.number <= STORY_HOUSEHOLDS;
  return parcelsOf(household)
    .filter(({ use }) => use === 'RESIDENTIAL')
    .flatMap((parcel) =>
      [YEAR - 1, YEAR].map((year) => {
        const owed = chance.happens(0.06) && year === YEAR;
        const unpaid = told ? STORIES[household.number]?.landTaxUnpaid === true && year === YEAR : owed;
        return {
          taxpayer: parcel.ownerId,
          kind: 'LAND_USE' as const,
          parcel: parcel.id,
          period: String(year),
          amount: parcel.area * 1_500,
          dueOn: `${year}-10-31`,
          paidOn: unpaid ? null : addDays(`${year}-10-31`, -chance.whole(10, 200)),
          province: parcel.province,
          commune: parcel.commune,
        };
      }),
    );
}

function companyTaxesOf(household: Household): Tax[] {
  const standing = companyStandingOf(household);
  if (!standing || standing.status === 'DISSOLVED') return [];
  const { taxCode, province, commune } = standing.enterprise;
  const chance = household.chanceFor('company tax');
  const due = [
    ['CORPORATE_INCOME', String(YEAR - 1), `${YEAR}-03-31`],
    ['VALUE_ADDED', `${YEAR}-Q2`, `${YEAR}-07-31`],
    ['VALUE_ADDED', `${YEAR}-Q3`, `${YEAR}-10-31`],
  ] as const;
  return due.map(([kind, period, dueOn]) => {
    const late = chance.happens(0.07) && household.number > STORY_HOUSEHOLDS;
    return {
      taxpayer: taxCode,
      kind,
      parcel: null,
      period,
      amount: chance.whole(20, 900) * 1_000_000,
      dueOn,
      paidOn: late ? null : addDays(dueOn, -chance.whole(1, 20)),
      province,
      commune,
    };
  });
}

/** The returns for the year before: of who was paid a wage, and of the enterprise. */
export function returnsOf(household: Household): Return[] {
  const company = companyStandingOf(household)?.enterprise;
  const chance = household.chanceFor('tax returns');
  const filedOn = addDays(`${YEAR}-01-20`, chance.whole(0, 60));
  const year = YEAR - 1;
  return [
    ...household.people.flatMap((person) => {
      const [latest] = employmentsOf(person, household);
      if (!latest || latest.until !== null) return [];
      const income = latest.wage * 12;
      const tax = Math.max(0, Math.round((income - TAX_FREE) * 0.05));
      return [{ taxpayer: person.personalId, kind: 'PERSONAL_INCOME' as const, year, income, tax, filedOn }];
    }),
    ...(company
      ? [
          {
            taxpayer: company.taxCode,
            kind: 'CORPORATE_INCOME' as const,
            year,
            ...profit(chance.whole(50, 900) * 10_000_000),
            filedOn,
          },
        ]
      : []),
  ];
}

/** Invented, like every amount here: no return of this world is reckoned as the law would. */
const TAX_FREE = 132_000_000;
const profit = (income: number) => ({ income, tax: Math.round(income * 0.2) });
