import type { CompiledPurpose, CompiledRules } from './compile.ts';
import { dayNumber } from './legal-day.ts';
import {
  CITIZENS,
  type AgencyCaller,
  type Caller,
  type Condition,
  type ConsentKind,
  type ReasonCode,
} from './types.ts';

/** What a decision needs to know of a caller: who it is and which proofs it brings, without any person in it. */
export interface Standing {
  readonly kind: Caller['kind'];
  readonly agency: string | null;
  /** The names by which rules may call it: itself and its groups; none for an agency no rule knows. */
  readonly names: ReadonlySet<string>;
  readonly purpose: CompiledPurpose | null;
  /** What is wrong with the request as such, before any field is looked at. */
  readonly gate: { readonly reason: ReasonCode; readonly failed: Condition } | null;
  readonly subjects: boolean;
  readonly territory: boolean;
  readonly officer: boolean;
  readonly decisionNumber: boolean;
  readonly approvals: boolean;
  readonly consents: Readonly<Record<ConsentKind, boolean>>;
  /** The same for two callers whom every rule treats alike: a cached decision is found by it. */
  readonly key: string;
}

/** An agency that no rule, group or field knows. It owns nothing and belongs to nothing. */
const UNKNOWN = '';
const NOBODY: ReadonlySet<string> = new Set();
const PROVES_NOTHING = {
  agency: null,
  purpose: null,
  gate: null,
  subjects: false,
  territory: false,
  officer: false,
  decisionNumber: false,
  approvals: false,
  consents: { CONSENT: false, WRITTEN_REQUEST: false },
} as const;
const ANONYMOUS: Standing = { ...PROVES_NOTHING, kind: 'anonymous', names: NOBODY, key: 'anonymous' };
const CITIZEN: Standing = { ...PROVES_NOTHING, kind: 'citizen', names: new Set([CITIZENS]), key: 'citizen' };

export function standingOf(caller: Caller, day: number, rules: CompiledRules): Standing {
  if (caller.kind === 'citizen') return CITIZEN;
  if (caller.kind !== 'agency') return ANONYMOUS;

  const names = rules.namesOf.get(caller.agency) ?? NOBODY;
  const agency = names === NOBODY ? UNKNOWN : caller.agency;
  const purpose = (caller.purpose !== undefined && rules.purposes.get(caller.purpose)) || null;
  const proofs = {
    subjects: (caller.case?.subjects.length ?? 0) > 0,
    territory: Boolean(caller.territory),
    officer: Boolean(caller.officer),
    decisionNumber: Boolean(caller.decisionNumber),
    approvals: new Set(caller.approvedBy).size >= 2,
  };
  const consents = {
    CONSENT: consentingSubjects(caller, 'CONSENT', day).length > 0,
    WRITTEN_REQUEST: consentingSubjects(caller, 'WRITTEN_REQUEST', day).length > 0,
  };
  const gate = gateOf(caller, purpose, names);
  const flags = [...Object.values(proofs), ...Object.values(consents)].map((flag) => (flag ? 1 : 0)).join('');
  const key = `${agency} ${purpose?.id ?? ''} ${gate?.failed ?? ''} ${gate?.reason ?? ''} ${flags}`;
  return { kind: 'agency', agency, names, purpose, gate, ...proofs, consents, key };
}

/** What every purpose demands of a request. An unknown purpose is told apart later: open data needs none. */
function gateOf(
  caller: AgencyCaller,
  purpose: CompiledPurpose | null,
  names: ReadonlySet<string>,
): Standing['gate'] {
  if (!purpose) return { reason: 'PURPOSE_MISMATCH', failed: 'PURPOSE_KNOWN' };
  if (purpose.recipients.length > 0 && !purpose.recipients.some((recipient) => names.has(recipient)))
    return { reason: 'PURPOSE_MISMATCH', failed: 'RECIPIENT' };
  if (purpose.procedure !== null && caller.procedure !== purpose.procedure)
    return { reason: caller.procedure ? 'PURPOSE_MISMATCH' : 'NO_LEGAL_BASIS', failed: 'PROCEDURE' };
  if (purpose.caseRequired && !caller.case?.id) return { reason: 'NO_LEGAL_BASIS', failed: 'CASE' };
  return null;
}

/**
 * The people whose consent of this kind is in force for the declared purpose; where the request has a case, only
 * those it is about.
 */
export function consentingSubjects(caller: AgencyCaller, kind: ConsentKind, day: number): string[] {
  const inCase = caller.case && caller.case.subjects.length > 0 ? new Set(caller.case.subjects) : null;
  return (caller.consents ?? [])
    .filter(
      (consent) =>
        consent.purpose === caller.purpose &&
        (consent.kind === kind || (consent.kind === 'WRITTEN_REQUEST' && kind === 'CONSENT')) &&
        day >= dayNumber(consent.validFrom) &&
        (consent.validTo === null || day <= dayNumber(consent.validTo)) &&
        (!inCase || inCase.has(consent.subject)),
    )
    .map(({ subject }) => subject);
}
