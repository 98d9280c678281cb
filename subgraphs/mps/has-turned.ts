/** Whether who was born on one ISO day has reached an age by another. A birthday on 29 February comes on 1 March. */
export const hasTurned = (years: number, dateOfBirth: string, day: string): boolean =>
  comparable(dateOfBirth) + years * 10_000 <= comparable(day);

/** `2020-02-29` → 20200229 */
const comparable = (isoDay: string): number => Number(isoDay.replaceAll('-', ''));
