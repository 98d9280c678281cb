import { addMonths } from './add-months.ts';

export interface Deduction {
  readonly points: number;
  readonly deductedOn: string;
}

export interface Points {
  readonly left: number;
  /** The day all of them come back by themselves; null where none is missing, or where only a test brings them back. */
  readonly restoredOn: string | null;
}

const FULL = 12;
const MONTHS = 12;

/**
 * The points of a driving licence on a day (Law 36/2024, Article 58): twelve, less what was deducted. Twelve months
 * without a deduction bring all of them back, unless none was left: then a test of knowledge does, on the day it is passed.
 */
export function pointsOn(
  day: string,
  deductions: readonly Deduction[],
  testPassedOn: string | null = null,
): Points {
  const deducted = deductions
    .filter(({ points, deductedOn }) => points > 0 && deductedOn <= day)
    .sort((one, other) => one.deductedOn.localeCompare(other.deductedOn));

  let left = FULL;
  let restoredOn: string | null = null;
  let last = '';
  const restoreBy = (then: string): void => {
    const passed = left === 0 && testPassedOn !== null && testPassedOn <= then && testPassedOn >= last;
    if (!passed && (restoredOn === null || restoredOn > then)) return;
    left = FULL;
    restoredOn = null;
  };
  for (const { points, deductedOn } of deducted) {
    restoreBy(deductedOn);
    left = Math.max(0, left - points);
    restoredOn = left > 0 ? addMonths(deductedOn, MONTHS) : null;
    last = deductedOn;
  }
  restoreBy(day);
  return { left, restoredOn };
}
