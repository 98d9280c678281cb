import { REASONS } from '@lienthong/shared/policy/reasons';
import type { ReasonCode } from '@lienthong/shared/policy/types';
import type { CitizenDisclosure } from '../audit/disclosures.ts';
import type { Receipt } from '../audit/receipt.ts';
import type { RulesInForce } from '../policy/deciding/rules-in-force.ts';
import { citationDescriber, inBoth } from './describe-law.ts';

type WhatHappened = Omit<CitizenDisclosure, 'agencies' | 'bySelf'>;
type AskedAgency = Receipt['agencies'][number];

/** What a receipt says in codes, said in words: purposes by their names, reasons and laws by their texts. */
export function exchangeDescriber({ compiled, ruleSet }: RulesInForce) {
  const describeCitation = citationDescriber(ruleSet.acts);
  return {
    /** When, who, why, and how it ended. */
    exchange: ({ id, time, caller, purpose, procedure, caseId, outcome }: WhatHappened) => ({
      id,
      at: time,
      outcome,
      callerKind: caller.kind,
      agency: caller.agency,
      system: caller.system,
      purpose,
      ...inBoth('purposeLabel', purpose === null ? null : compiled.purposes.get(purpose)?.label),
      procedure,
      caseId,
    }),
    /** What was asked of one agency, and what it gave. */
    source: ({ agency, asked, given, refused, grants, rowCount }: AskedAgency) => ({
      owner: agency,
      asked,
      given,
      refused: refused.map(({ field, reason }) => ({
        field,
        reason,
        ...inBoth('text', REASONS[reason as ReasonCode]?.text),
      })),
      grants: grants.map(({ id, basis }) => ({ id, basis: basis.map(describeCitation) })),
      rowCount,
    }),
  };
}
