import {
  execute,
  parse,
  validate,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLError,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { asGraphQLError } from '@lienthong/shared/graphql/coded-error';
import { isExchangeError, maskError } from '@lienthong/shared/mask-error';
import { coordinatesOf } from '@lienthong/shared/policy/operation-fields';
import type { Coordinate } from '@lienthong/shared/policy/types';
import { inBytes } from '@lienthong/shared/bytes';
import type { Source, SourceError } from '../execution/source.ts';
import { NotPermitted, verdictOf, type Ruling } from '../policy/sealing/ruling.ts';
import { disclosures } from './disclosures.ts';
import { explanations } from './explanations.ts';
import { receipts } from './receipts.ts';
import { EXCHANGE, exchangeSchema } from './schema.ts';
import type { Account, ExchangeServices } from './services.ts';

interface KnownQuestion {
  readonly document: DocumentNode;
  readonly fields: readonly Coordinate[];
}

/** Questions a planner makes are few and come again. */
const KNOWN_QUESTIONS = {
  max: 1_000,
  maxSize: 500_000,
  sizeCalculation: (_: unknown, query: string) => query.length,
};

/**
 * Answers what only the gateway knows, in its own process: no seal, no HTTP. A failure becomes errors in the answer, as
 * an agency's does, and the answer is accounted for in the receipt like an agency's.
 */
export function createExchangeSource(services: ExchangeServices): Source {
  const rootValue = { ...explanations(services), ...disclosures(services), ...receipts(services) };
  const known = new LRUCache<string, KnownQuestion>(KNOWN_QUESTIONS);
  const mask = maskError(services.log);

  function knownQuestion(query: string): KnownQuestion {
    const kept = known.get(query);
    if (kept) return kept;
    const document = parse(query);
    const [fault] = validate(exchangeSchema, document);
    if (fault) throw fault;
    const question = { document, fields: coordinatesOf(document, exchangeSchema) };
    known.set(query, question);
    return question;
  }

  /** Where it stands in the planner's question says nothing to whoever asked. */
  function tell(error: unknown): SourceError {
    const { message, path, extensions } = mask(asGraphQLError(error));
    return {
      error: { message, extensions: { ...extensions, agency: EXCHANGE.name } },
      lookup: null,
      entity: null,
      path: path ?? null,
    };
  }

  return {
    ask: async ({ call }, { variables }, { caller, ruling, fetches }) => {
      const { query, operationName } = call;
      const account: Account = { rows: null, subjects: new Set() };
      const startedAt = performance.now();
      let fields: readonly Coordinate[] = [];
      let result: ExecutionResult;
      try {
        const question = knownQuestion(query);
        fields = question.fields;
        demandPermits(fields, ruling);
        result = await execute({
          schema: exchangeSchema,
          document: question.document,
          rootValue,
          contextValue: { caller, account },
          variableValues: variables,
          operationName,
        });
      } catch (error) {
        result = { errors: [error as GraphQLError] };
      }
      const { data, errors } = result;
      fetches.push({
        agency: EXCHANGE.name,
        fields,
        refused: [],
        rows: account.rows,
        subjects: [...account.subjects],
        startedAt,
        endedAt: performance.now(),
        outcome: hasFailed(result) ? 'AGENCY_UNAVAILABLE' : 'ok',
        entities: 0,
      });
      return { data: data ? inBytes(data) : null, escape: true, errors: (errors ?? []).map(tell) };
    },
  };
}

/** No owner behind this source opens a seal and looks again: it holds the question against the decision itself. */
function demandPermits(fields: readonly Coordinate[], ruling: Ruling | null): void {
  for (const field of fields)
    if (!ruling || !verdictOf(ruling, field)?.allowed) throw new NotPermitted(field);
}

/** Nothing was answered, and not by a mistake in the question. What is answered in part is accounted for as given. */
const hasFailed = ({ data, errors }: ExecutionResult): boolean =>
  !Object.values(data ?? {}).some((value) => value !== null) &&
  (errors ?? []).some((error) => !isExchangeError(error));
