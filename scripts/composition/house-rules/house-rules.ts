import type { AbolishedPapers, ClosedDatabases } from '@lienthong/shared/policy/reading/shapes';
import { askedAgain } from './asked-again.ts';
import { halfClassified, unclassified } from './classified.ts';
import { closedModelled } from './closed-modelled.ts';
import { undescribed } from './described.ts';
import { ownedTwice } from './one-owner.ts';
import { manyWaysToObjects } from './one-way-to-objects.ts';
import { paperAskedAgain } from './paper-asked-again.ts';
import type { Fault, NamedSchema } from './schema-parts.ts';

/** What the law says of the graph as a whole. */
export type CompositionLaw = ClosedDatabases & AbolishedPapers;

/**
 * The house rules: every field is described and classified, nothing known is asked again, what is shared has one owner,
 * and what is closed is modelled by nobody.
 */
export const houseFaults = (
  schemas: readonly NamedSchema[],
  isShared: (file: string) => boolean,
  { closed, papers }: CompositionLaw,
): Fault[] => [
  ...schemas.flatMap(undescribed),
  ...schemas.flatMap(unclassified),
  ...schemas.flatMap(halfClassified),
  ...askedAgain(schemas),
  ...paperAskedAgain(schemas, { papers }),
  ...ownedTwice(schemas, isShared),
  ...manyWaysToObjects(schemas),
  ...closedModelled(schemas, { closed }),
];
