import type { GraphQLFormattedError } from 'graphql';
import { tellFailure, type TellError } from '@lienthong/shared/graphql/tell-result';
import type { AnswerPart, GraphQLAnswer } from '@lienthong/shared/http/graphql-service';
import type { ExchangeContext } from './exchange-context.ts';
import type { PartAnswer } from './execution/deferring/answer-parts.ts';

/** Says of a part which exchange it is of. */
export type ObservePart = (
  errors: readonly GraphQLFormattedError[],
  exchange: ExchangeContext,
) => GraphQLAnswer;

/** Puts what follows an answer into the words it is told in. What goes wrong ends it, with the reason. */
export async function* tellLater(
  parts: AsyncIterable<PartAnswer>,
  tell: TellError,
  observe: ObservePart,
): AsyncGenerator<AnswerPart, void, void> {
  try {
    for await (const part of parts) if (part.told.length > 0 || !part.more) yield toldPart(part);
  } catch (error) {
    const { errors = [] } = tellFailure(error, tell);
    yield { incremental: [], errors, hasNext: false };
  }

  function toldPart({ told, exchange, more }: PartAnswer): AnswerPart {
    const incremental = told.map(({ errors, ...each }) => ({ ...each, errors: errors.map(tell) }));
    const { extensions } = observe(
      incremental.flatMap(({ errors }) => errors),
      exchange,
    );
    return { incremental, ...(extensions && { extensions }), hasNext: more };
  }
}
