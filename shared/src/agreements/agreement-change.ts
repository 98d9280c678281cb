import { z } from 'zod';
import type { Change } from '../changes/changes.ts';
import {
  GRANT_CONDITIONS,
  GRANT_STATUSES,
  MASKS,
  QUOTA_PERIODS,
  ROW_SCOPES,
  type Grant,
  type GrantStatus,
} from '../policy/types.ts';
import type { Agreement } from './entities.ts';
import { AGREEMENT_STATUSES } from './life-cycle.ts';

/** The kind of change, in an outbox, that tells of an agreement. */
export const AGREEMENT_CHANGE = 'agreement';

const grant = z.strictObject({
  id: z.string().min(1),
  provider: z.string().min(1),
  grantee: z.string().min(1),
  purpose: z.string().min(1),
  basis: z.array(z.string()),
  fields: z.array(z.string()),
  rows: z.enum(ROW_SCOPES),
  mask: z.record(z.string(), z.enum(MASKS)),
  quota: z
    .strictObject({
      distinctSubjects: z.int().positive().optional(),
      requests: z.int().positive().optional(),
      per: z.enum(QUOTA_PERIODS),
    })
    .nullable(),
  conditions: z.array(z.enum(GRANT_CONDITIONS)),
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullable(),
  status: z.enum(GRANT_STATUSES),
  riskAssessedUntil: z.iso.date().nullable(),
});

/**
 * What a change of an agreement says: all of it as it then stands. The grant is null until the agreement has been in
 * force. A member nobody here knows is a fault: passed over, it might have been a limit.
 */
const agreementChange = z.strictObject({
  id: z.string().min(1),
  status: z.enum(AGREEMENT_STATUSES),
  grant: grant.nullable(),
});

export interface AgreementChangePayload {
  readonly id: string;
  readonly status: Agreement['status'];
  readonly grant: Grant | null;
}

export const changeOf = (agreement: Agreement): AgreementChangePayload => ({
  id: agreement.id,
  status: agreement.status,
  grant: grantOf(agreement),
});

/** The grant an agreement is, once it has been in force; null for what is only asked for, or was refused. */
export function grantOf(agreement: Agreement): Grant | null {
  const { id, provider, grantee, purpose, basis, fields, rows, mask, quota, conditions } = agreement;
  const { validFrom, validTo, riskAssessedUntil } = agreement;
  const status = GRANT_STATUSES.find((each): each is GrantStatus => each === agreement.status);
  if (!status) return null;
  return {
    ...{ id, provider, grantee, purpose, basis, fields, rows, mask, quota, conditions },
    ...{ validFrom, validTo, status, riskAssessedUntil },
  };
}

/** Grants by id. */
export type Grants = ReadonlyMap<string, Grant>;

/**
 * The grants there are after some more changes: of one agreement the last that was said holds. Saying it again changes
 * nothing. Throws a ZodError for a change that cannot be read.
 */
export function replay(changes: readonly Change[], onto: Grants = new Map()): Grants {
  const grants = new Map(onto);
  for (const { kind, payload } of changes) {
    if (kind !== AGREEMENT_CHANGE) continue;
    const said = agreementChange.parse(payload);
    if (said.grant) grants.set(said.id, said.grant);
    else grants.delete(said.id);
  }
  return grants;
}
