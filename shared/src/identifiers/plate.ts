/*
 * The number plate of a vehicle: place (2 digits, 11–99), series (a letter for cars, two letters or a letter and a digit for
 * motorcycles) and five digits, four on older plates. Source: Circular 79/2024/TT-BCA, as amended by Circular 51/2025/TT-BCA.
 */

export interface Plate {
  readonly place: string;
  readonly series: string;
  /** Four or five digits. */
  readonly digits: string;
}

/** Place numbers that were never issued: a plate with one is well-formed and on no vehicle. */
export const UNISSUED_PLACES = ['13', '42', '44', '45', '46', '87', '91', '96'] as const;

/** First letters of a series; I, J, O, Q, R and W begin none. */
export const SERIES_LETTERS = 'ABCDEFGHKLMNPSTUVXYZ';
/** Second letters of a motorcycle's series. */
export const SECOND_LETTERS = 'ABCDEFHKLMNPRSTUVXYZ';

const PATTERN = new RegExp(
  `^(1[1-9]|[2-9]\\d)-?([${SERIES_LETTERS}](?:[${SECOND_LETTERS}]|[1-9])?)-?(?:(\\d{3})\\.?(\\d{2})|(\\d{4}))$`,
);

export const isPlate = (text: string): boolean => PATTERN.test(text);

export function parsePlate(text: string): Plate | null {
  const [, place, series, three, two, four] = PATTERN.exec(text) ?? [];
  return place ? { place, series: series!, digits: four ?? `${three}${two}` } : null;
}

export const makePlate = ({ place, series, digits }: Plate): string =>
  `${place}${series}-${digits.length === 5 ? `${digits.slice(0, 3)}.${digits.slice(3)}` : digits}`;

/** Whether the place of a plate was never issued. */
export const isUnissued = ({ place }: Plate): boolean => UNISSUED_PLACES.some((each) => each === place);
