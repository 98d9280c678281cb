import { consentingSubjects } from '../policy/standing.ts';
import { legalDay } from '../policy/legal-day.ts';
import type { Caller, Consent, Coordinate, Mask, Permit, ReasonCode } from '../policy/types.ts';
import type { Seal } from '../identity/seal.ts';
import { unsealPermits } from '../identity/seal-content.ts';
import type { OwnRules } from './own-rules.ts';
import type { AskedFields } from './asked-fields.ts';
import { narrow, reachOf, type Reach } from './reach.ts';
import { Bypass } from './refusals.ts';

/** What an owner lets a request read of a field: by the seal and by its own rules, whichever is narrower. */
export type FieldAccess = GivenField | RefusedField;

export interface RefusedField {
  readonly given: false;
  readonly reason: ReasonCode;
  readonly basis: string;
}

export interface GivenField {
  readonly given: true;
  /** The owner's own permit; the sealed one for the key of somebody else's record. */
  readonly permit: Permit;
  readonly reach: Reach;
  /** Only rows about these people; null where nobody has to consent. */
  readonly consenting: ReadonlySet<string> | null;
  readonly masks: readonly Mask[];
}

/** What one request may read here. */
export interface Access {
  /** By field that is not open; what is not here was not asked for under the seal. */
  readonly fields: ReadonlyMap<Coordinate, FieldAccess>;
  /** The rows of a type that any of its asked fields reaches; null where nothing bounds them. */
  readonly reachesOf: (type: string) => readonly Reach[] | null;
  /** Whether any field of a type is asked for, beside the name of the type. */
  readonly asks: (type: string) => boolean;
}

/** Reads from the owner's register who has agreed to a purpose. */
export type ReadConsents = (subjects: readonly string[], purpose: string) => Promise<readonly Consent[]>;

/**
 * Decides once more, by the owner's own rules and register, what the seal permits already. Throws {@link Bypass} for a
 * field it does not permit.
 */
export async function openAccess(
  { name, own, readConsents }: { name: string; own: OwnRules; readConsents: ReadConsents },
  seal: Seal,
  asked: AskedFields,
  now: number,
): Promise<Access> {
  if (asked.closed.length === 0) return accessTo(asked, NO_FIELDS);
  const sealed = unsealPermits(seal.permits);
  const stranger = asked.closed.find((coordinate) => !sealed.has(coordinate));
  if (stranger !== undefined) throw new Bypass(name, stranger);

  const caller = await withConsents(seal, readConsents);
  const owned = asked.closed.filter((coordinate) => own.classes.get(coordinate)?.owners.includes(name));
  const { verdicts } = own.current().decide(asked.id, { caller, coordinates: owned }, now);
  const day = legalDay(now);

  const fields = new Map<Coordinate, FieldAccess>();
  for (const coordinate of asked.closed) {
    const permit = sealed.get(coordinate)!;
    const verdict = verdicts.get(coordinate);
    if (!verdict) fields.set(coordinate, givenBy(permit, caller));
    else if (verdict.allowed) fields.set(coordinate, givenByBoth(permit, verdict, caller, day));
    else fields.set(coordinate, { given: false, reason: verdict.reason, basis: verdict.basis });
  }
  return accessTo(asked, fields);
}

const NO_FIELDS: Access['fields'] = new Map();

const accessTo = (asked: AskedFields, fields: Access['fields']): Access => ({
  fields,
  reachesOf(type) {
    return reachesOf(type, asked, fields);
  },
  asks(type) {
    return asked.openTypes.has(type) || asked.closed.some(isOf(type));
  },
});

const isOf =
  (type: string) =>
  (coordinate: Coordinate): boolean =>
    coordinate.startsWith(`${type}.`);

/** No token brings a consent: the owner's register alone says who gave one. */
async function withConsents({ caller, permits }: Seal, read: ReadConsents): Promise<Caller> {
  if (caller.kind !== 'agency' || !permits.some(({ consent }) => consent !== null)) return caller;
  const subjects = caller.case?.subjects ?? [];
  const consents = subjects.length > 0 && caller.purpose ? await read(subjects, caller.purpose) : [];
  return { ...caller, consents };
}

/** The key of somebody else's record, as it stands in one's own: its owner's permit holds, its owner keeps the consents. */
const givenBy = (permit: Permit, caller: Caller): GivenField => ({
  given: true,
  permit,
  reach: reachOf(permit, caller),
  consenting: null,
  masks: permit.mask ? [permit.mask] : [],
});

function givenByBoth(sealed: Permit, own: Permit, caller: Caller, day: number): GivenField {
  const kind = own.consent ?? sealed.consent;
  return {
    given: true,
    permit: own,
    reach: narrow(reachOf(sealed, caller), reachOf(own, caller)),
    consenting: kind && caller.kind === 'agency' ? new Set(consentingSubjects(caller, kind, day)) : null,
    masks: [...new Set([own.mask, sealed.mask].filter((mask) => mask !== null))],
  };
}

function reachesOf(
  type: string,
  { closed, openTypes }: AskedFields,
  fields: ReadonlyMap<Coordinate, FieldAccess>,
): readonly Reach[] | null {
  const ofType = closed.filter(isOf(type));
  if (ofType.length === 0 || openTypes.has(type)) return null;
  return ofType.flatMap((coordinate) => {
    const field = fields.get(coordinate)!;
    return field.given ? [field.reach] : [];
  });
}
