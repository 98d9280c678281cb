import { ageOf, disabilityOf, isMerited, isOfficial, povertyOf } from './circumstances.ts';
import { addDays, addMonths, AS_OF, YEAR } from './days.ts';
import { employmentsOf, pensionOf } from './employment.ts';
import type { Household, Person } from './households.ts';
import { STORIES } from './stories.ts';

/** The groups that health insurance covers, as the first two letters of a card say. */
export type CoveredGroup = 'TE' | 'CC' | 'HN' | 'CN' | 'BT' | 'HT' | 'HC' | 'DN' | 'HS' | 'GD';

export interface HealthCover {
  readonly group: CoveredGroup;
  /** 1, 2 and 5: all of the costs; 3: 95 %; 4: 80 % (Decision 1351/QĐ-BHXH of 2015). */
  readonly level: 1 | 2 | 3 | 4;
  readonly from: string;
  readonly to: string;
}

const LEVELS: Readonly<Record<CoveredGroup, HealthCover['level']>> = {
  TE: 1,
  CC: 1,
  HN: 2,
  BT: 2,
  HT: 3,
  CN: 3,
  HC: 4,
  DN: 4,
  HS: 4,
  GD: 4,
};

/** What a person is covered by; null for who has never been. */
export function healthCoverOf(person: Person, household: Household): HealthCover | null {
  if (person.member.dead) return null;
  const chance = household.chanceFor(`health cover ${person.sequence}`);
  const [joins, lapsed] = [chance.happens(0.75), chance.happens(0.06)];
  const group = groupOf(person, household) ?? (joins ? 'GD' : null);
  if (group === null || STORIES[household.number]?.uninsured === person.sequence % 10) return null;
  if (group === 'TE') return { group, level: 1, from: person.dateOfBirth, to: lastDayAsChild(person) };
  const years = group === 'GD' && lapsed ? 1 : 0;
  return {
    group,
    level: LEVELS[group],
    from: `${YEAR - years}-01-01`,
    to: `${YEAR - years}-12-31`,
  };
}

/** The first group that a person belongs to, in the order in which the law asks (Law on Health Insurance, Article 13). */
function groupOf(person: Person, household: Household): CoveredGroup | null {
  const age = ageOf(person);
  if (lastDayAsChild(person) >= AS_OF) return 'TE';
  if (employmentsOf(person, household).some(({ until }) => until === null))
    return isOfficial(person, household) ? 'HC' : 'DN';
  if (pensionOf(person, household)) return 'HT';
  if (isMerited(person, household)) return 'CC';
  if (povertyOf(household) === 'POOR') return 'HN';
  if (age >= 75 || (disabilityOf(person, household) ?? 3) < 3) return 'BT';
  if (povertyOf(household) === 'NEAR_POOR') return 'CN';
  return age >= 6 && age < 22 && person.member.role === 'child' ? 'HS' : null;
}

/** A child is covered up to the sixth birthday, and where school has not begun by then, to the end of September. */
export function lastDayAsChild({ dateOfBirth }: Pick<Person, 'dateOfBirth'>): string {
  const sixth = addMonths(dateOfBirth, 72);
  const schoolBegins = `${sixth.slice(0, 4)}-09-30`;
  return sixth <= schoolBegins ? schoolBegins : addDays(sixth, -1);
}
