import { z } from 'zod';
import { fromBytes, type Bytes } from '@lienthong/shared/bytes';
import { REASON_CODES, type Coordinate, type ReasonCode } from '@lienthong/shared/policy/types';
import { REASONS } from '@lienthong/shared/policy/reasons';
import type { AgencyError } from './agency-answer.ts';
import { isData } from './own.ts';

/** What an owner says of its answer, for the receipt. */
export interface OwnerAccount {
  readonly rows: number | null;
  /** Personal identifiers: they become pseudonyms before they are written anywhere. */
  readonly subjects: readonly string[];
}

export const NO_ACCOUNT: OwnerAccount = { rows: null, subjects: [] };

const MOST_SUBJECTS = 100_000;
const LONGEST_SUBJECT = 64;

/** Reads what an owner says in the extensions of its answer, which are in bytes: all of it, or where any of it cannot be, nothing. */
export function readAccount(extensions: unknown): OwnerAccount {
  const exchange = isData(extensions) ? extensions['exchange'] : undefined;
  if (!isData(exchange)) return NO_ACCOUNT;
  const { rows, subjects = [] } = exchange;
  return isCount(rows) && isListOfSubjects(subjects)
    ? { rows, subjects: subjects.map(fromBytes) }
    : NO_ACCOUNT;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

const isListOfSubjects = (value: unknown): value is Bytes[] =>
  Array.isArray(value) &&
  value.length <= MOST_SUBJECTS &&
  value.every((each) => typeof each === 'string' && each.length <= LONGEST_SUBJECT);

/** A field the owner refused, on some row or on all. */
export interface OwnerRefusal {
  readonly coordinate: Coordinate;
  readonly reason: ReasonCode;
  readonly basis: string;
}

const refusalShape = z.object({
  code: z.enum(REASON_CODES),
  coordinate: z.string().regex(/^[_A-Za-z]\w{0,100}\.[_A-Za-z]\w{0,100}$/),
  basis: z.string().max(200).optional(),
});

/** Reads a refusal off an error; null for any other error. */
export function readRefusal({ extensions }: AgencyError): OwnerRefusal | null {
  const { data } = refusalShape.safeParse(extensions);
  if (!data) return null;
  return { coordinate: data.coordinate, reason: data.code, basis: data.basis ?? REASONS[data.code].basis[0] };
}
