import { isGeohash } from '../identifiers/geohash.ts';
import { isGtin } from '../identifiers/gs1.ts';

const PERSONAL_ID = /^0\d{2}([0-9])(\d{2})\d{6}$/;
export const IDENTIFIERS = {
  'personal-id': (text: string) => PERSONAL_ID.test(text),
  geohash: isGeohash,
  gtin: isGtin,
} as const;
export type IdentifierKind = keyof typeof IDENTIFIERS;
export const agreesWithPersonalId = (value: string, id: string): boolean => {
  const [, c, yy] = PERSONAL_ID.exec(id) ?? [];
  if (!c) return true;
  if (/^\d{4}-/.test(value)) return value.slice(0, 4) === `${19 + (Number(c) >> 1)}${yy}`;
  return value === (Number(c) % 2 ? 'FEMALE' : 'MALE');
};
