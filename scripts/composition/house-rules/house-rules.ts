import { askedAgain } from './asked-again.ts';
import { halfClassified, unclassified } from './classified.ts';
import { undescribed } from './described.ts';
import { ownedTwice } from './one-owner.ts';
import { manyWaysToObjects } from './one-way-to-objects.ts';
import type { Fault, NamedSchema } from './schema-parts.ts';

/** The house rules: every field is described and classified, nothing known is asked again, and what is shared has one owner. */
export const houseFaults = (
  schemas: readonly NamedSchema[],
  isShared: (file: string) => boolean,
): Fault[] => [
  ...schemas.flatMap(undescribed),
  ...schemas.flatMap(unclassified),
  ...schemas.flatMap(halfClassified),
  ...askedAgain(schemas),
  ...ownedTwice(schemas, isShared),
  ...manyWaysToObjects(schemas),
];
