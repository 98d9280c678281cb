import type { CompiledRules } from './compile.ts';
import { isoDay } from './legal-day.ts';
import { CONSENT_KINDS, type AgencyCaller } from './types.ts';

/** Stands for whoever a request will be about. Never an identifier of anybody. */
const SOMEBODY = '*';

/**
 * The request that an agency could make for a purpose if it brought every proof there is. What is refused even to it
 * no request can have; what it gets, others get who bring what is listed as needed.
 */
export function bestCase(
  agency: string,
  purpose: string | undefined,
  rules: CompiledRules,
  day: number,
): AgencyCaller {
  const procedure = purpose === undefined ? undefined : rules.purposes.get(purpose)?.procedure;
  return {
    kind: 'agency',
    agency,
    ...(purpose !== undefined && { purpose }),
    ...(procedure && { procedure }),
    case: { id: SOMEBODY, subjects: [SOMEBODY] },
    territory: SOMEBODY,
    officer: SOMEBODY,
    decisionNumber: SOMEBODY,
    approvedBy: ['1', '2'],
    consents: CONSENT_KINDS.map((kind) => ({
      kind,
      purpose: purpose ?? '',
      subject: SOMEBODY,
      validFrom: isoDay(day),
      validTo: null,
    })),
  };
}
