import type { Defaults, Permit, ReasonCode } from './types.ts';

/** What has passed under one grant to one grantee, the request at hand included. */
export interface Usage {
  /** In the period of the grant's quota. */
  readonly requests: number;
  readonly distinctSubjects: number;
  /** Distinct people whose sensitive data has passed since the grant began. */
  readonly sensitiveSubjects: number;
}

export type UsageReason = Extract<ReasonCode, 'QUOTA_EXCEEDED' | 'CORE_DATA_LIMIT'>;

/**
 * Whether counting stands against a permit: the sensitive data of more people than the threshold is core data
 * (Decision 20/2025 I.26(b)), which leaves only under a risk assessment in force.
 */
export function judgeUsage(
  { quota, sensitive, riskAssessed }: Pick<Permit, 'quota' | 'sensitive' | 'riskAssessed'>,
  usage: Usage,
  { core }: { readonly core: Pick<Defaults['core'], 'sensitiveSubjects'> },
): UsageReason | null {
  if (sensitive && !riskAssessed && !(usage.sensitiveSubjects <= core.sensitiveSubjects))
    return 'CORE_DATA_LIMIT';
  const within =
    usage.requests <= (quota?.requests ?? Infinity) &&
    usage.distinctSubjects <= (quota?.distinctSubjects ?? Infinity);
  return within ? null : 'QUOTA_EXCEEDED';
}
