import type { CompiledGrant } from './compile.ts';
import type { Standing } from './standing.ts';
import type { Classification, Condition, ConsentKind, ReasonCode } from './types.ts';

/** What is at hand when a grant is held against one field of a request. */
export interface Trial {
  readonly grant: CompiledGrant;
  readonly field: Classification;
  readonly standing: Standing;
  readonly day: number;
}

interface Rung {
  readonly condition: Condition;
  /** Why the grant does not let the field through, or null. */
  readonly refuses: (trial: Trial) => ReasonCode | null;
}

/**
 * Everything a grant must satisfy, in the order in which it is looked at: first that it speaks of this field, caller
 * and purpose; then that it is in force; then what the request must bring. Each is written so that it holds only
 * when it is known to hold.
 */
export const LADDER: readonly Rung[] = [
  {
    condition: 'MASTER_SOURCE',
    refuses: ({ grant, field }) => (field.owners.includes(grant.provider) ? null : 'NOT_MASTER_SOURCE'),
  },
  {
    condition: 'GRANTEE',
    refuses: ({ grant, standing }) => (standing.names.has(grant.grantee) ? null : 'NO_GRANT'),
  },
  {
    condition: 'GRANT_PURPOSE',
    refuses: ({ grant, standing }) => (standing.purpose?.id === grant.purpose ? null : 'PURPOSE_MISMATCH'),
  },
  { condition: 'UNDERSTOOD', refuses: ({ grant }) => (grant.understood ? null : 'RULESET_STALE') },
  { condition: 'BASIS_NAMED', refuses: ({ grant }) => (grant.acts.length > 0 ? null : 'NO_LEGAL_BASIS') },
  {
    condition: 'STATUS',
    refuses: ({ grant: { status } }) =>
      status === 'ACTIVE' ? null : status === 'SUSPENDED' ? 'SUSPENDED' : 'EXPIRED',
  },
  { condition: 'STARTED', refuses: ({ grant, day }) => (day >= grant.from ? null : 'NOT_YET_VALID') },
  { condition: 'NOT_OVER', refuses: ({ grant, day }) => (day <= grant.to ? null : 'EXPIRED') },
  {
    condition: 'BASIS_IN_FORCE',
    refuses: ({ grant, day }) => {
      if (grant.acts.some(({ from, to }) => day >= from && day <= to)) return null;
      return grant.acts.some(({ to }) => day > to) ? 'LEGAL_ACT_REPLACED' : 'NOT_YET_VALID';
    },
  },
  {
    condition: 'GRANT_CONDITIONS',
    refuses: ({ grant, standing }) =>
      grant.conditions.every((condition) => bringsProof[condition](standing)) ? null : 'NO_LEGAL_BASIS',
  },
  {
    condition: 'CONSENT',
    refuses: ({ field, standing }) => {
      const kind = consentNeeded(field, standing);
      return kind === null || standing.consents[kind] ? null : 'CONSENT_MISSING';
    },
  },
  {
    condition: 'ROWS',
    refuses: ({ grant, standing }) => (namesRows[grant.rows](standing) ? null : 'ROW_OUT_OF_SCOPE'),
  },
  {
    condition: 'RISK_ASSESSED',
    refuses: ({ grant, field, day }) =>
      field.importance !== 'CORE' || day <= grant.assessedTo ? null : 'CORE_DATA_LIMIT',
  },
];

const bringsProof: Record<CompiledGrant['conditions'][number], (standing: Standing) => boolean> = {
  OFFICER: ({ officer }) => officer,
  DECISION_NUMBER: ({ decisionNumber }) => decisionNumber,
  TWO_APPROVALS: ({ approvals }) => approvals,
};

const namesRows: Record<CompiledGrant['rows'], (standing: Standing) => boolean> = {
  all: () => true,
  'own-contribution': () => true,
  'own-territory': ({ territory }) => territory,
  case: ({ subjects }) => subjects,
  record: ({ subjects }) => subjects,
  // An agency has no self: only a person reads by it, and a person needs no grant.
  self: () => false,
};

/** What the data subject must have given for this field and purpose (Law 91/2025 Art 9 and 26(2)). */
export function consentNeeded(field: Classification, { purpose }: Standing): ConsentKind | null {
  if (!purpose || field.personal === 'NONE') return null;
  if (purpose.recipientRole !== 'AUTHORITY' && field.personal === 'SENSITIVE' && purpose.kind !== 'EMERGENCY')
    return 'WRITTEN_REQUEST';
  return purpose.kind === 'LAW' || purpose.kind === 'EMERGENCY' ? null : 'CONSENT';
}

/** How far a grant gets: the number of the first rung it misses, or the length of the ladder. */
export function climb(trial: Trial): number {
  const missed = LADDER.findIndex(({ refuses }) => refuses(trial) !== null);
  return missed === -1 ? LADDER.length : missed;
}

/** The grant that gets furthest and where it stops; the first by id among equals. Null where no grant names the field. */
export function nearestGrant(
  grants: readonly CompiledGrant[],
  rest: Omit<Trial, 'grant'>,
): { grant: CompiledGrant; rung: number } | null {
  let nearest: { grant: CompiledGrant; rung: number } | null = null;
  for (const grant of grants) {
    const rung = climb({ ...rest, grant });
    if (!nearest || rung > nearest.rung || (rung === nearest.rung && grant.id < nearest.grant.id))
      nearest = { grant, rung };
  }
  return nearest;
}
