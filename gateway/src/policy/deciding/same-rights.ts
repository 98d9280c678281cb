import type { Decision, Verdict } from '@lienthong/shared/policy/types';

/** Whether two decisions on the same fields permit the same under the same conditions. Why a field is refused may differ. */
export const sameRights = (one: Decision, other: Decision): boolean =>
  one === other ||
  [...one.verdicts].every(([coordinate, verdict]) => sameVerdict(verdict, other.verdicts.get(coordinate)));

/** Permits are all put together alike: the same members, in the same order. */
const sameVerdict = (one: Verdict, other: Verdict | undefined): boolean =>
  one === other ||
  (one.allowed ? JSON.stringify(one) === JSON.stringify(other) : other !== undefined && !other.allowed);
