import {
  CONSENT_KINDS,
  type Caller,
  type Coordinate,
  type Decision,
  type Refusal,
} from '@lienthong/shared/policy/types';
import type { KnownOperation } from './known-operations.ts';
import type { RulesInForce } from './rules-in-force.ts';
import type { GatewayRefusal } from '../telling/tell-exchange.ts';
import { takeOut, type TakenOut } from '../taking-out/take-out.ts';
import type { GraphQLSchema } from 'graphql';
import { operationsIn, type Operation } from '@lienthong/shared/graphql/operation';

/** What a decision comes to for one operation. */
export interface Judged {
  readonly refused: readonly GatewayRefusal[];
  /** By field that is taken out: the refusal it is told with. */
  readonly refusalOf: ReadonlyMap<Coordinate, Refusal>;
  readonly takenOut: TakenOut | null;
  /** What is left to plan; null where nothing is. */
  readonly remaining: Operation | null;
}

/** What is decided on an operation, for whoever asks. Kept as long as the rules. */
export const decideOn = (
  { id, judged }: KnownOperation,
  caller: Caller,
  { decide }: RulesInForce,
  now: number,
): Decision => decide(id, { caller: supposingConsent(caller), coordinates: judged }, now);

const judgements = new WeakMap<Decision, WeakMap<KnownOperation, Judged>>();

/** Takes out of an operation what a decision refuses, and what could only be fetched by it. Kept as long as the decision. */
export function judgeOperation(operation: KnownOperation, decision: Decision, schema: GraphQLSchema): Judged {
  const kept = judgements.get(decision) ?? new WeakMap<KnownOperation, Judged>();
  judgements.set(decision, kept);
  const known = kept.get(operation);
  if (known) return known;
  const judged = judge(operation, decision, schema);
  kept.set(operation, judged);
  return judged;
}

function judge(
  { asked, operation, needed }: KnownOperation,
  decision: Decision,
  schema: GraphQLSchema,
): Judged {
  if (decision.refusals.length === 0)
    return { refused: [], refusalOf: new Map(), takenOut: null, remaining: operation };
  const own = new Set(asked);
  const refusalOf = new Map<Coordinate, Refusal>();
  const refused: GatewayRefusal[] = [];
  for (const refusal of decision.refusals) {
    if (own.has(refusal.coordinate)) {
      refusalOf.set(refusal.coordinate, refusal);
      refused.push({ refusal, neededFor: null });
    }
  }
  for (const refusal of decision.refusals) {
    const dependents = [...(needed.get(refusal.coordinate) ?? [])].filter((each) => !refusalOf.has(each));
    if (dependents.length === 0) continue;
    refused.push({ refusal, neededFor: dependents });
    for (const dependent of dependents) refusalOf.set(dependent, refusal);
  }
  if (refusalOf.size === 0) return { refused: [], refusalOf, takenOut: null, remaining: operation };
  const takenOut = takeOut(operation.document, operation.name, schema, new Set(refusalOf.keys()));
  const remaining = takenOut.document && operationsIn(takenOut.document, operation.hash)[0]!;
  return { refused, refusalOf, takenOut, remaining };
}

const supposing = new WeakMap<Caller, Caller>();

/**
 * The caller as if the people of its case had agreed to everything: who did, the owner's register says, and the owner
 * holds every row against it. Without such people nobody could have agreed.
 */
export function supposingConsent(caller: Caller): Caller {
  if (caller.kind !== 'agency') return caller;
  const known = supposing.get(caller);
  if (known) return known;
  const consents = (caller.case?.subjects ?? []).slice(0, 1).flatMap((subject) =>
    CONSENT_KINDS.map((kind) => ({
      kind,
      purpose: caller.purpose ?? '',
      subject,
      validFrom: '1970-01-01',
      validTo: null,
    })),
  );
  const supposed = Object.freeze({ ...caller, consents });
  supposing.set(caller, supposed);
  return supposed;
}
