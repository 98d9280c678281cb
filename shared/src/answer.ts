import { OperationTypeNode, type GraphQLSchema } from 'graphql';
import { accountOf, type OpenAccess, type ServedContext } from './access/access-to-operations.ts';
import { answerEvents } from './answer-events.ts';
import { executeOperation } from './graphql/execute-operation.ts';
import type { Operation } from './graphql/operation.ts';
import { tellFailure, tellResult, type TellError } from './graphql/tell-result.ts';
import type { GraphQLRequest, GraphQLService } from './http/graphql-service.ts';

export interface SubgraphSteps {
  readonly read: (request: GraphQLRequest) => Operation;
  readonly openAccess: OpenAccess;
  readonly schema: GraphQLSchema;
  readonly tell: TellError;
}

/** The way of one question through a subgraph. */
export const answerQuestions = ({
  read,
  openAccess,
  schema,
  tell,
}: SubgraphSteps): GraphQLService<ServedContext> => ({
  answer: async (request, context) => {
    try {
      const operation = read(request);
      await openAccess(operation, context);
      if (operation.node.operation === OperationTypeNode.SUBSCRIPTION)
        return await answerEvents(operation, request.variables, context, { openAccess, schema, tell });
      const executed = await executeOperation({
        schema,
        document: operation.document,
        operationName: operation.name,
        variableValues: request.variables,
        contextValue: context,
      });
      const answer = tellResult(executed, tell);
      return context.seal && executed.data ? { ...answer, extensions: accountOf(context) } : answer;
    } catch (error) {
      return tellFailure(error, tell);
    }
  },
});
