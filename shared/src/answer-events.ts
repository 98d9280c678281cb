import { createSourceEventStream } from 'graphql';
import { accountOf, type ServedContext } from './access/access-to-operations.ts';
import type { SubgraphSteps } from './answer.ts';
import { executeOperation } from './graphql/execute-operation.ts';
import type { Operation } from './graphql/operation.ts';
import { tellFailure, tellResult } from './graphql/tell-result.ts';
import type { GraphQLAnswer } from './http/graphql-service.ts';

type Steps = Pick<SubgraphSteps, 'openAccess' | 'schema' | 'tell'>;

/** Answers a subscription: what happens, each time with access opened anew, and with what the gateway is told of it. */
export async function answerEvents(
  operation: Operation,
  variableValues: Readonly<Record<string, unknown>>,
  context: ServedContext,
  { openAccess, schema, tell }: Steps,
): Promise<GraphQLAnswer> {
  const { document, name: operationName } = operation;
  const asked = { schema, document, operationName, variableValues };
  const happenings = await createSourceEventStream({ ...asked, contextValue: context });
  if (!(Symbol.asyncIterator in happenings)) return tellResult({ errors: happenings.errors ?? [] }, tell);
  return { events: answers(happenings) };

  async function* answers(all: AsyncIterable<unknown>): AsyncGenerator<GraphQLAnswer, void, void> {
    try {
      for await (const happened of all) yield await answerTo(happened);
    } catch (error) {
      yield tellFailure(error, tell);
    }
  }

  async function answerTo(happened: unknown): Promise<GraphQLAnswer> {
    const own = context.again();
    await openAccess(operation, own);
    const answer = tellResult(
      await executeOperation({ ...asked, rootValue: happened, contextValue: own }),
      tell,
    );
    return own.seal && answer.data ? { ...answer, extensions: accountOf(own) } : answer;
  }
}
