import type { GraphQLSchema } from 'graphql';
import type { Operation } from '@lienthong/shared/graphql/operation';
import { keepBytes } from '@lienthong/shared/bytes';
import type { Coordinate } from '@lienthong/shared/policy/types';
import type { ExchangeContext } from '../exchange-context.ts';
import { jsonOf, type EngineAnswer, type Execute } from '../execution/engine.ts';
import { readDeferrals, type Deferrals } from '../execution/deferring/read-deferrals.ts';
import { coerceVariables } from '../execution/planning/coerce-variables.ts';
import { variablesOf } from '../execution/planning/operation.ts';
import type { FetchOutcome } from '../execution/fetch-outcome.ts';
import type { OwnerRefusal } from '../execution/owner-account.ts';
import { NOTHING_HAPPENED } from '../execution/subscribing.ts';
import { writtenDown } from './written-down.ts';
import { fillHoles } from './taking-out/fill-holes.ts';
import { RulesChanged } from './deciding/plan-guard.ts';
import { decideOn, judgeOperation, type Judged } from './deciding/judge-operation.ts';
import type { KnownOperation, KnowOperation } from './deciding/known-operations.ts';
import { placesToTell } from './taking-out/places.ts';
import type { RulesInForce } from './deciding/rules-in-force.ts';
import { strictly, tellRefusals } from './telling/tell-refusals.ts';
import { tellExchange } from './telling/tell-exchange.ts';

type Variables = Readonly<Record<string, unknown>>;

/** Writes down what happened; resolves once that is durable. Rejects where it cannot be: then nothing may be answered. */
export type RecordExchange = (
  exchange: ExchangeContext,
  question: {
    readonly operation: Operation;
    readonly asked: readonly Coordinate[];
    readonly answered: boolean;
  },
  rules: RulesInForce,
) => Promise<void>;

export interface Enforcement {
  readonly rules: () => RulesInForce;
  /** The graph as its callers see it. */
  readonly apiSchema: GraphQLSchema;
  readonly know: KnowOperation;
  /** Null where nothing is written down. */
  readonly record: RecordExchange | null;
  readonly now: () => number;
}

/**
 * The first enforcement point. Decides on every field of an operation, takes the refused ones out before anything is
 * planned, has the rest executed, and gives nothing back before it is written down.
 */
export const enforce = (inner: Execute, enforcement: Enforcement): Execute => {
  const decided = decidedOnce(inner, enforcement);
  return async (operation, variables, exchange) => {
    for (;;)
      try {
        return await decided(operation, variables, exchange);
      } catch (error) {
        // Planning took so long that it has to be decided by others.
        if (!(error instanceof RulesChanged)) throw error;
      }
  };
};

const decidedOnce =
  (inner: Execute, { rules, apiSchema, know, record, now }: Enforcement): Execute =>
  async (operation, variables, exchange) => {
    const deferrals = exchange.inParts ? readDeferrals(operation) : null;
    const inForce = rules();
    const known = know(deferrals?.operation ?? operation);
    const decision = decideOn(known, exchange.caller, inForce, now());
    exchange.ruling = { decision, caller: exchange.caller, beside: new Map() };
    const judged = judgeOperation(known, decision, apiSchema);
    const answer = strictly(
      exchange.strict,
      await answerOf(inner, known.operation, variables, judged, exchange, deferrals),
    );

    const { json, later } = answer;
    const given = json && record ? { ...answer, json: keepBytes(json) } : answer;
    const question = { operation, known, inForce };
    await writeDown(record, question, exchange, known.asked, Boolean(json), judged);
    if (!later) return given;
    return {
      ...given,
      later: writtenDown(later, (of, answered) => {
        // What the gateway refuses was told at first.
        const told = { ...judged, refused: [] };
        return writeDown(record, question, of, fieldsOf(of.fetches), answered, told);
      }),
    };
  };

/** What was asked, and the rules it is decided by. */
interface Question {
  readonly operation: Operation;
  readonly known: KnownOperation;
  readonly inForce: RulesInForce;
}

async function writeDown(
  record: Enforcement['record'],
  { operation, known, inForce }: Question,
  exchange: ExchangeContext,
  asked: readonly Coordinate[],
  answered: boolean,
  judged: Judged,
): Promise<void> {
  // To a caller who is gone nothing is given.
  const given = answered && !exchange.cancellation.cancelled;
  // A subscription may end with nothing told of what it is about, not even a refusal.
  const toWrite = exchange.event !== NOTHING_HAPPENED || judged.refused.length > 0;
  if (toWrite) await record?.(exchange, { operation, asked, answered: given }, inForce);
  // Told only now: of an exchange that was not written down there is no receipt to name.
  exchange.told = tellExchange(
    record && toWrite ? exchange.receiptId : null,
    exchange.ruling!,
    judged,
    refusedBy(exchange.fetches),
    known,
    inForce,
  );
}

const fieldsOf = (fetches: readonly FetchOutcome[]): readonly Coordinate[] => [
  ...new Set(fetches.flatMap(({ fields }) => fields)),
];

/** What the agencies answer to what is left of an operation, and an error for each field that is not. */
async function answerOf(
  inner: Execute,
  operation: Operation,
  variables: Variables,
  { takenOut, remaining, refusalOf }: Judged,
  exchange: ExchangeContext,
  deferrals: Deferrals | null,
): Promise<EngineAnswer> {
  const refused = takenOut?.holes.refused ?? NOTHING;
  const lacking = deferrals ? { deferrals, refused } : takenOut ? { whole: operation, refused } : undefined;
  if (!takenOut) return inner(remaining!, variables, exchange, lacking);

  // Where nothing is left to execute, or nothing may be given, they have to fit too.
  const { schema } = takenOut.holes;
  const { errors: faults, coerced } = coerceVariables(schema, variablesOf(operation), variables);
  if (faults) return { errors: faults };
  const refusals = tellRefusals(placesToTell(takenOut.places, coerced), refusalOf);
  // What is refused may all be skipped: then there is nothing to tell, and everything to answer.
  if (refusals.length > 0 && exchange.strict) return { json: null, errors: refusals };
  const answer: EngineAnswer = remaining
    ? await inner(remaining, variables, exchange, lacking)
    : { json: jsonOf(fillHoles({}, takenOut.holes, coerced) as object | null) };
  const errors = [...(answer.errors ?? []), ...refusals];
  return { ...answer, ...(errors.length > 0 && { errors }) };
}

const NOTHING: ReadonlySet<Coordinate> = new Set();

/** What owners refused by themselves: nearly always nothing. */
const refusedBy = (
  fetches: readonly FetchOutcome[],
): readonly (OwnerRefusal & { readonly agency: string })[] =>
  fetches.some(({ refused }) => refused.length > 0)
    ? fetches.flatMap(({ agency, refused }) => refused.map((each) => ({ ...each, agency })))
    : NO_REFUSALS;

const NO_REFUSALS: readonly never[] = [];
