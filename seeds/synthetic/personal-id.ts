export type Sex = 'MALE' | 'FEMALE';

/**
 * Place codes that were never given to a province: a number that begins with one is well-formed and nobody's. Provinces
 * have codes of their own so that the number still tells where it was given.
 */
export const SYNTHETIC_PREFIXES = ['003', '005', '007', '009'] as const;

/** Place (3), century and sex (1), year (2), sequence (6): the personal identification number. It has no check digit. */
export function personalIdOf(
  prefix: (typeof SYNTHETIC_PREFIXES)[number],
  dateOfBirth: string,
  sex: Sex,
  sequence: number,
): string {
  const century = Number(dateOfBirth.slice(0, 2)) - 19;
  const centuryAndSex = century * 2 + (sex === 'FEMALE' ? 1 : 0);
  return `${prefix}${centuryAndSex}${dateOfBirth.slice(2, 4)}${String(sequence).padStart(6, '0')}`;
}
