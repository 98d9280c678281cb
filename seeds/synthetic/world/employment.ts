import { drawsPension, isOfficial } from './circumstances.ts';
import { addDays, addMonths, AS_OF } from './days.ts';
import { employerOf } from './enterprises.ts';
import type { Household, Person } from './households.ts';
import { unemploymentOf } from './unemployment.ts';

/** A time of paid work. */
export interface Employment {
  /** The tax code of the enterprise; null where the employer is the state, or is no more. */
  readonly employer: string | null;
  readonly occupation: string;
  readonly since: string;
  /** Null while it goes on. */
  readonly until: string | null;
  readonly wage: number;
}

export interface Pension {
  readonly kind: 'OLD_AGE' | 'SURVIVOR';
  readonly from: string;
  readonly amount: number;
}

/** Whoever draws a pension here does so from this age on: the age itself has been rising (Labour Code 2019). */
const PENSIONABLE = 60;

const OCCUPATIONS = ['Công nhân', 'Kế toán', 'Lái xe', 'Nhân viên bán hàng', 'Kỹ thuật viên'] as const;

/** A person's times of work, the latest first: today's, and the one before it. */
export function employmentsOf(person: Person, household: Household): Employment[] {
  if (person.member.dead) return [];
  const chance = household.chanceFor(`employment ${person.sequence}`);
  const occupation = chance.pick(OCCUPATIONS);
  const wage = chance.whole(52, 240) * 100_000;
  const pension = pensionOf(person, household);
  if (pension) {
    const until = addDays(pension.from, -1);
    return [
      { employer: null, occupation, since: addMonths(pension.from, -12 * chance.whole(20, 35)), until, wage },
    ];
  }
  const lost = unemploymentOf(person, household);
  if (lost)
    return [
      { employer: null, occupation, since: addMonths(lost.from, -30), until: addDays(lost.from, -30), wage },
    ];
  const employer = employerOf(person, household);
  const official = isOfficial(person, household);
  if (employer === null && !official) return [];
  const since = addDays(AS_OF, -chance.whole(60, 390));
  const before = chance.whole(6, 180);
  const earlier = addMonths(since, -before);
  return [
    { employer, occupation: official ? 'Công chức' : occupation, since, until: null, wage },
    ...(earlier > addMonths(person.dateOfBirth, 12 * 18)
      ? [
          {
            employer: null,
            occupation,
            since: earlier,
            until: addDays(since, -1 - chance.whole(0, 60)),
            wage: Math.round(wage * 0.008) * 100,
          },
        ]
      : []),
  ].filter(({ since: from, until }) => until === null || until > from);
}

/** The pension that a person draws from social insurance; null for who draws none. */
export function pensionOf(person: Person, household: Household): Pension | null {
  if (!drawsPension(person, household)) return null;
  const chance = household.chanceFor(`pension amount ${person.sequence}`);
  const kind = chance.weighted([
    ['OLD_AGE' as const, 0.95],
    ['SURVIVOR' as const, 0.05],
  ]);
  return {
    kind,
    from: addMonths(person.dateOfBirth, 12 * PENSIONABLE),
    amount: chance.whole(30, 90) * 100_000,
  };
}
