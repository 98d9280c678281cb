import { openContent, sealPermits, type SealContent } from '@lienthong/shared/identity/seal-content';
import type { Caller, Coordinate, Decision, Permit, Verdict } from '@lienthong/shared/policy/types';

/** What was decided for one request: everything that is fetched for it is held against this. */
export interface Ruling {
  readonly decision: Decision;
  readonly caller: Caller;
  /** Fields of the plan that the decision did not foresee. */
  readonly beside: ReadonlyMap<Coordinate, Verdict>;
}

export const verdictOf = ({ decision, beside }: Ruling, coordinate: Coordinate): Verdict | undefined =>
  decision.verdicts.get(coordinate) ?? beside.get(coordinate);

/** A question to an agency asks for a field nobody permitted: a fault of the gateway, before anything is sent. */
export class NotPermitted extends Error {
  constructor(coordinate: Coordinate) {
    super(`The plan fetches ${coordinate}, which the decision does not permit.`);
    this.name = 'NotPermitted';
  }
}

const UNDECIDED = openContent('');

type ContentFor = (caller: Caller) => SealContent;
const contents = new WeakMap<Decision, WeakMap<object, ContentFor>>();

/**
 * What the seal of one question says: nothing of the caller where all of it is open, so that everybody's question is
 * the same. `question` stands for the fields: the same object, the same fields. It is put together once for each decision,
 * question and caller.
 */
export function contentOf(
  ruling: Ruling | null,
  question: object,
  fields: readonly Coordinate[],
): SealContent {
  // Nothing was decided: nothing but open data is permitted.
  if (!ruling) return UNDECIDED;
  const { decision, caller, beside } = ruling;
  if (beside.size > 0) return contentUnder(ruling, fields)(caller);
  let ofDecision = contents.get(decision);
  if (!ofDecision) contents.set(decision, (ofDecision = new WeakMap()));
  let contentFor = ofDecision.get(question);
  if (!contentFor) ofDecision.set(question, (contentFor = contentUnder(ruling, fields)));
  return contentFor(caller);
}

function contentUnder(ruling: Ruling, fields: readonly Coordinate[]): ContentFor {
  const { ruleSet } = ruling.decision;
  const permits = permitsFor(ruling, fields);
  if (permits === null) {
    const open = openContent(ruleSet);
    return () => open;
  }
  const known = new WeakMap<Caller, SealContent>();
  return (caller) => {
    let content = known.get(caller);
    if (!content) known.set(caller, (content = { caller: withoutConsents(caller), ruleSet, permits }));
    return content;
  };
}

function permitsFor(ruling: Ruling, fields: readonly Coordinate[]): SealContent['permits'] | null {
  const permits = fields.map((coordinate): Permit => {
    const verdict = verdictOf(ruling, coordinate);
    if (!verdict?.allowed) throw new NotPermitted(coordinate);
    return verdict;
  });
  const closed = permits.filter(({ by }) => by !== 'OPEN');
  return closed.length === 0 ? null : sealPermits(closed);
}

/** The owner's register says who consented, never the gateway. */
function withoutConsents(caller: Caller): Caller {
  if (caller.kind !== 'agency') return caller;
  const { consents: _, ...rest } = caller;
  return rest;
}
