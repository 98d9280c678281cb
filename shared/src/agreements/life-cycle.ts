import { dayNumber } from '../policy/legal-day.ts';
import type { Caller } from '../policy/types.ts';

export const AGREEMENT_STATUSES = [
  'SUBMITTED',
  'APPROVED',
  'REFUSED',
  'ACTIVE',
  'SUSPENDED',
  'EXPIRED',
  'REVOKED',
  'SUPERSEDED',
] as const;
export type AgreementStatus = (typeof AGREEMENT_STATUSES)[number];

export const AGREEMENT_ACTIONS = [
  'APPROVE',
  'REFUSE',
  'COUNTERSIGN',
  'SUSPEND',
  'RESUME',
  'REVOKE',
  'SUPERSEDE',
] as const;
export type AgreementAction = (typeof AGREEMENT_ACTIONS)[number];

/** As whom an officer acts on an agreement: of the agency whose data it is, or of the centre that countersigns. */
export type Party = 'OWNER' | 'CENTRE';
export type Proof = 'reason' | 'basis' | 'supersededBy';

interface Step {
  readonly by: Party;
  readonly from: readonly AgreementStatus[];
  readonly to: AgreementStatus;
  /** What has to be said with it. */
  readonly needs: readonly Proof[];
}

/**
 * The life of an agreement after its request: approved by the owner, countersigned by the centre, and from then on the
 * owner's to suspend or end. A refusal names reason and legal basis (D194/2025 Art 16(2)).
 */
export const STEPS: Readonly<Record<AgreementAction, Step>> = {
  APPROVE: { by: 'OWNER', from: ['SUBMITTED'], to: 'APPROVED', needs: [] },
  REFUSE: { by: 'OWNER', from: ['SUBMITTED'], to: 'REFUSED', needs: ['reason', 'basis'] },
  COUNTERSIGN: { by: 'CENTRE', from: ['APPROVED'], to: 'ACTIVE', needs: [] },
  SUSPEND: { by: 'OWNER', from: ['ACTIVE'], to: 'SUSPENDED', needs: ['reason'] },
  RESUME: { by: 'OWNER', from: ['SUSPENDED'], to: 'ACTIVE', needs: [] },
  REVOKE: { by: 'OWNER', from: ['ACTIVE', 'SUSPENDED'], to: 'REVOKED', needs: ['reason'] },
  SUPERSEDE: { by: 'OWNER', from: ['ACTIVE', 'SUSPENDED'], to: 'SUPERSEDED', needs: ['supersededBy'] },
};

/** Why a step cannot be taken: by this caller, or from this state. */
export type Objection = 'NOT_YOURS' | 'STATE';

/** What stands against taking a step, or null. Who asks is looked at first: a stranger learns nothing of the state. */
export function objectionTo(
  action: AgreementAction,
  status: AgreementStatus,
  parties: ReadonlySet<Party>,
): Objection | null {
  const { by, from } = STEPS[action];
  if (!parties.has(by)) return 'NOT_YOURS';
  return from.includes(status) ? null : 'STATE';
}

/** As whom a caller may act. A system without an officer is nobody: somebody has to answer for what is agreed. */
export function partiesOf(caller: Caller, owner: string, centre: string): ReadonlySet<Party> {
  if (caller.kind !== 'agency' || !caller.officer) return new Set();
  return new Set<Party>([
    ...(caller.agency === owner ? (['OWNER'] as const) : []),
    ...(caller.agency === centre ? (['CENTRE'] as const) : []),
  ]);
}

/** The status on a day: what was in force is over once its last day is, without anybody's doing. */
export function statusOn(
  { status, validTo }: { readonly status: AgreementStatus; readonly validTo: string | null },
  day: number,
): AgreementStatus {
  const inForce = status === 'ACTIVE' || status === 'SUSPENDED';
  return inForce && validTo !== null && day > dayNumber(validTo) ? 'EXPIRED' : status;
}
