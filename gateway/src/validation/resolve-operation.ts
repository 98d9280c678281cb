import type { ApolloServerPlugin } from '@apollo/server';
import type { OperationDefinitionNode } from 'graphql';
import { RequestRefused } from '@lienthong/shared/errors';
import type { ExchangeContext } from '../exchange-context.ts';

/** It cannot be told which operation to run, or there is none of its kind. */
class OperationUnknown extends RequestRefused {
  constructor(message: string, messageVi: string) {
    super('OPERATION_RESOLUTION_FAILURE', 400, message, { messageVi });
  }
}

/** Refuses what the executor would fail on: several operations and none named, a name that is none, a kind the graph does not have. */
export const resolveOperationPlugin: ApolloServerPlugin<ExchangeContext> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation, request, schema }) => {
      if (!operation) throw notFound(request.operationName);
      if (!schema.getRootType(operation.operation)) throw noSuchKind(operation);
    },
  }),
};

const notFound = (name: string | undefined): OperationUnknown =>
  name
    ? new OperationUnknown(
        `The document holds no operation named ${JSON.stringify(name.slice(0, 100))}.`,
        `Tài liệu không có truy vấn tên ${JSON.stringify(name.slice(0, 100))}.`,
      )
    : new OperationUnknown(
        'The document holds several operations, or none: say in operationName which one to run.',
        'Tài liệu có nhiều truy vấn hoặc không có truy vấn nào: hãy nêu operationName cần chạy.',
      );

const noSuchKind = ({ operation }: OperationDefinitionNode): OperationUnknown =>
  new OperationUnknown(`This graph has no ${operation}s.`, `Đồ thị này không có ${operation}.`);
