import { z } from 'zod';
import { REASON_CODES, type Coordinate, type ReasonCode } from '@lienthong/shared/policy/types';
import { REASONS } from '@lienthong/shared/policy/reasons';
import type { AgencyError } from './agency-answer.ts';

/** What an owner says of its answer, for the receipt. */
export interface OwnerAccount {
  readonly rows: number | null;
  /** Personal identifiers: they become pseudonyms before they are written anywhere. */
  readonly subjects: readonly string[];
}

const accountShape = z.object({
  exchange: z.object({
    rows: z.int().min(0),
    subjects: z.array(z.string().max(64)).max(100_000).default([]),
  }),
});

const NO_ACCOUNT: OwnerAccount = { rows: null, subjects: [] };

export function readAccount(extensions: unknown): OwnerAccount {
  if (extensions === undefined) return NO_ACCOUNT;
  const { data } = accountShape.safeParse(extensions);
  return data ? data.exchange : NO_ACCOUNT;
}

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
