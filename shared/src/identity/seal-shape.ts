import { z } from 'zod';
import { CONSENT_KINDS, MASKS, QUOTA_PERIODS, ROW_SCOPES, type Caller } from '../policy/types.ts';
import type { SealContent } from './seal-content.ts';

const words = z.array(z.string());

const caller: z.ZodType<Caller> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('agency'),
    agency: z.string(),
    system: z.string().optional(),
    purpose: z.string().optional(),
    procedure: z.string().optional(),
    case: z.strictObject({ id: z.string(), subjects: words }).optional(),
    territory: z.string().optional(),
    officer: z.string().optional(),
    decisionNumber: z.string().optional(),
    approvedBy: words.optional(),
  }),
  z.strictObject({ kind: z.literal('citizen'), personalId: z.string() }),
  z.strictObject({ kind: z.literal('anonymous') }),
]);

const permit = z.strictObject({
  by: z.enum(['OPEN', 'OWN', 'SHARED_BY_DEFAULT', 'SUBJECT', 'GRANT']),
  grant: z.string().nullable(),
  basis: words,
  fields: words,
  rows: z.enum(ROW_SCOPES),
  mask: z.record(z.string(), z.enum(MASKS)),
  quota: z
    .strictObject({
      distinctSubjects: z.number().optional(),
      requests: z.number().optional(),
      per: z.enum(QUOTA_PERIODS),
    })
    .nullable(),
  consent: z.enum(CONSENT_KINDS).nullable(),
  sensitive: z.boolean(),
  riskAssessed: z.boolean(),
});

/** The claims of a seal beside the registered ones. What is not known here is understood by nobody: it is refused. */
export const sealShape = z.object({
  operation: z.string().length(43),
  caller,
  ruleSet: z.string(),
  permits: z.array(permit),
  jti: z.string().optional(),
}) satisfies z.ZodType<SealContent & { operation: string }>;
