import { z } from 'zod';
import { timeOfReceiptId } from './receipt-id.ts';
import type { Pseudonym } from './pseudonym.ts';

/** Names and codes are short and have a form: a value of somebody's record finds no place in them. */
const label = z.string().min(1).max(200);
const agency = z.string().regex(/^[a-z][a-z-]{0,40}$/);
const COORDINATE = /^[_A-Za-z]\w{0,100}\.[_A-Za-z]\w{0,100}$/;
const coordinate = z.string().regex(COORDINATE);
const lookedThrough = new WeakSet<object>();

/** What never changes is looked through once: the same fields are asked of the same agencies again and again. */
const once = <Shape extends z.ZodType>(shape: Shape) =>
  z.custom<z.output<Shape>>().check(({ value, issues }) => {
    if (typeof value === 'object' && value !== null && lookedThrough.has(value)) return;
    const { error } = shape.safeParse(value);
    for (const issue of error?.issues ?? [])
      issues.push({ ...issue, input: value } as (typeof issues)[number]);
    if (!error && neverChanges(value)) lookedThrough.add(value as object);
  });

/** Frozen, and all that it holds. */
export const neverChanges = (value: unknown): boolean =>
  typeof value !== 'object' ||
  value === null ||
  lookedThrough.has(value) ||
  (Object.isFrozen(value) && Object.values(value).every(neverChanges));

const coordinates = z.custom<readonly string[]>(
  (list) => Array.isArray(list) && list.every((entry) => typeof entry === 'string' && COORDINATE.test(entry)),
  { error: 'must be a list of fields, each Type.field' },
);
const reasonCode = z.string().regex(/^[A-Z][A-Z_]{0,60}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const moment = z.iso.datetime({ precision: 3 });
const pseudonym = z.custom<Pseudonym>((text) => typeof text === 'string' && /^[\w-]{43}$/.test(text));
const count = z.int().min(0);

/** Who asked. A person is a pseudonym, also an officer on duty. */
const callerShape = z.strictObject({
  kind: z.enum(['AGENCY', 'CITIZEN', 'ANONYMOUS']),
  agency: agency.nullable(),
  system: label.nullable(),
  officer: pseudonym.nullable(),
  citizen: pseudonym.nullable(),
});

/** What was asked of one agency, and what it gave. Fields are coordinates of the schema, such as `Citizen.fullName`. */
const askedAgencyShape = z.strictObject({
  agency,
  asked: coordinates,
  given: coordinates,
  refused: z.array(z.strictObject({ field: coordinate, reason: reasonCode })),
  /** The grants relied on, each with the articles it names. */
  grants: z.array(z.strictObject({ id: label, basis: z.array(label) })),
  /** How many records it answered with; null where it did not answer. */
  rowCount: count.nullable(),
});

const namesEachOnce = (agencies: readonly { readonly agency: string }[]): boolean =>
  new Set(agencies.map(({ agency }) => agency)).size === agencies.length;

/**
 * The record of one exchange, allowed or refused: who asked what, why, on what basis, about whom, and how it ended. It
 * holds names of fields and counts, pseudonyms of people, and nothing a record says.
 */
export const receiptShape = z
  .strictObject({
    id: z.uuidv7(),
    time: moment,
    replica: label,
    caller: once(callerShape),
    purpose: label.nullable(),
    procedure: label.nullable(),
    caseId: label.nullable(),
    operation: once(z.strictObject({ name: label.nullable(), hash: sha256 })),
    ruleSetHash: sha256,
    agencies: once(
      z.array(once(askedAgencyShape)).refine(namesEachOnce, { error: 'must name each agency once' }),
    ),
    subjects: z.array(pseudonym),
    outcome: z.enum(['ALLOWED', 'PARTIAL', 'REFUSED', 'FAILED']),
    /** Until then it is shown to nobody but an auditor who asks for it: an investigation. */
    sealedUntil: moment.nullable(),
  })
  .refine(({ id, time }) => timeOfReceiptId(id) === Date.parse(time), {
    path: ['id'],
    error: 'must carry the time of the receipt',
  });

export type Receipt = z.output<typeof receiptShape>;
