import { companyStandingOf } from './company-standing.ts';
import { addDays, AS_OF } from './days.ts';
import { STORY_HOUSEHOLDS, type Household } from './households.ts';

/** A foreigner with a permit to work for a household's enterprise. */
export interface ForeignWorker {
  readonly permitNumber: string;
  readonly fullName: string;
  readonly nationality: string;
  /** Of a form that no country issues. */
  readonly passportNumber: string;
  readonly employer: string;
  readonly occupation: string;
  readonly from: string;
  readonly to: string;
  readonly province: string;
}

/** The enterprise of the stories has two: one permit holds, one is over. */
export function foreignWorkersOf(household: Household): ForeignWorker[] {
  const standing = companyStandingOf(household);
  if (!standing) return [];
  const chance = household.chanceFor('foreign workers');
  const told = household.number <= STORY_HOUSEHOLDS;
  const count = told ? 2 : chance.happens(0.35) ? chance.whole(1, 3) : 0;
  return Array.from({ length: count }, (_, index) => {
    const serial = String(household.number * 10 + index).padStart(7, '0');
    const over = told ? index === 1 : chance.happens(0.15);
    const to = addDays(AS_OF, over ? -chance.whole(20, 200) : chance.whole(120, 700));
    return {
      permitNumber: `LD-MAU-${serial}`,
      fullName: `Sample Worker Mẫu ${household.number}-${index + 1}`,
      nationality: chance.pick(['KR', 'JP', 'CN', 'IN', 'DE']),
      passportNumber: `MAU${serial}`,
      employer: standing.enterprise.taxCode,
      occupation: chance.pick(['Chuyên gia', 'Nhà quản lý', 'Lao động kỹ thuật']),
      from: addDays(to, -730),
      to,
      province: household.province.code,
    };
  });
}
