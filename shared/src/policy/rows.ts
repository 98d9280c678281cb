import { consentingSubjects } from './standing.ts';
import type { Caller, Permit } from './types.ts';

/**
 * The people whose rows a permit lets this caller read; null where it does not go by person. This is what the seal
 * carries beside the permit, and what the owner puts into its query.
 */
export function subjectsOf(permit: Permit, caller: Caller, day: number): readonly string[] | null {
  if (permit.rows === 'self') return caller.kind === 'citizen' ? [caller.personalId] : [];
  if (caller.kind !== 'agency') return null;
  if (permit.consent) {
    const consenting = consentingSubjects(caller, permit.consent, day);
    const named = !isOfCase(permit) || (caller.case?.subjects.length ?? 0) > 0;
    return named ? consenting : [];
  }
  return isOfCase(permit) ? (caller.case?.subjects ?? []) : null;
}

/** Whether a permit opens only what a case names. */
export const isOfCase = ({ rows }: Permit): boolean => rows === 'case' || rows === 'record';
