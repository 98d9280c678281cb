import { FieldRefused } from './refusals.ts';
import type { GivenField } from './access.ts';
import { reaches, reachesEveryRow, subjectsOfRow } from './reach.ts';
import type { RecordBinding } from './record-binding.ts';
import type { Coordinate, ReasonCode } from '../policy/types.ts';

/** A row with what binds it to people and places. */
export interface BoundRow {
  readonly row: Readonly<Record<string, unknown>>;
  readonly binding: RecordBinding | undefined;
}

export const isRow = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Why a field may not be read of this row; null where it may. */
export function faultOfRow({ reach, consenting }: GivenField, { row, binding }: BoundRow): ReasonCode | null {
  if (!reaches(reach, binding, row)) return 'ROW_OUT_OF_SCOPE';
  if (consenting && !subjectsOfRow(binding, row).some((subject) => consenting.has(subject)))
    return 'CONSENT_MISSING';
  return null;
}

/**
 * The rows that a field at the root may lead to. One outside the scope and one that does not exist are refused alike,
 * so that nobody learns which; only who was named in the case may be told to have no record, but not where a record has to
 * be named as well: it may be there, and about somebody else.
 */
export function rowsWithin(
  value: unknown,
  field: GivenField,
  binding: RecordBinding | undefined,
  args: Readonly<Record<string, unknown>>,
  refusedAs: { readonly agency: string; readonly coordinate: Coordinate },
): unknown {
  if (Array.isArray(value)) {
    // A place that holds nothing stays, so that answers keep the order they were asked for in; among rows that are
    // withheld it goes as they do.
    const keepsPlaces = reachesEveryRow(field.reach) && !field.consenting;
    return value.filter((row) =>
      isRow(row) ? faultOfRow(field, { row, binding }) === null : keepsPlaces && row === null,
    );
  }
  const { subjects, keys } = field.reach;
  const named =
    keys === null && Object.values(args).some((given) => typeof given === 'string' && subjects?.has(given));
  if (!isRow(value)) {
    if (!reachesEveryRow(field.reach) && !(named && (value === null || value === undefined)))
      throw new FieldRefused(refusedAs.agency, refusedAs.coordinate, 'ROW_OUT_OF_SCOPE');
    return value;
  }
  const fault = faultOfRow(field, { row: value, binding });
  if (fault) throw new FieldRefused(refusedAs.agency, refusedAs.coordinate, fault);
  return value;
}
