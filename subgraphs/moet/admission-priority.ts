/** What other registers say of a child, as far as it bears on admission. */
export interface Circumstances {
  readonly ethnicity?: string | null;
  readonly disabilityLevel?: number | null;
  readonly poorHousehold?: { readonly status?: string | null } | null;
}

export type AdmissionPriority = 'FIRST' | 'SECOND' | 'NONE';

/**
 * The group of priority of a child. No group has one way into it, so that it does not say what it rests on: a disability,
 * or a household that is poor and of a minority, leads to the first; one of the two to the second.
 */
export function admissionPriorityOf(circumstances: Circumstances): AdmissionPriority {
  const { ethnicity, disabilityLevel, poorHousehold } = circumstances;
  const poor = poorHousehold != null;
  const minority = ethnicity != null && ethnicity !== MAJORITY;
  if (disabilityLevel != null || (poor && minority)) return 'FIRST';
  return poor || minority ? 'SECOND' : 'NONE';
}

const MAJORITY = 'Kinh';
