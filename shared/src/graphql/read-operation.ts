import { OperationTypeNode } from 'graphql';
import { RequestRefused } from '../errors.ts';
import type { GraphQLRequest } from '../http/graphql-service.ts';
import { rememberDocuments, type DocumentOptions } from './known-documents.ts';
import type { Operation } from './operation.ts';

/** It cannot be told which operation to run, or there is none of its kind. */
class OperationUnknown extends RequestRefused {
  constructor(message: string, messageVi: string) {
    super('OPERATION_RESOLUTION_FAILURE', 400, message, { messageVi });
  }
}

/** What changes something is no GET, which anybody may repeat. */
class ChangeByGet extends RequestRefused {
  constructor({ operation }: Operation['node']) {
    super('BAD_REQUEST', 405, `GET requests only support query operations, not ${operation} operations`, {
      messageVi: `Yêu cầu GET chỉ dùng cho query, không dùng cho ${operation}.`,
    });
  }
}

/** Finds the operation that a request asks for, or throws what is wrong with the request. */
export function createOperationReader(options: DocumentOptions): (request: GraphQLRequest) => Operation {
  const documentOf = rememberDocuments(options);
  return ({ query, operationName, mayChange }) => {
    const operation = documentOf(query)(operationName);
    if (!operation) throw notFound(operationName);
    const kind = operation.node.operation;
    if (!mayChange && kind === OperationTypeNode.MUTATION) throw new ChangeByGet(operation.node);
    if (!options.schema.getRootType(kind)) throw noSuchKind(kind);
    return operation;
  };
}

const notFound = (name: string | null): OperationUnknown =>
  name
    ? new OperationUnknown(
        `The document holds no operation named ${JSON.stringify(name.slice(0, 100))}.`,
        `Tài liệu không có truy vấn tên ${JSON.stringify(name.slice(0, 100))}.`,
      )
    : new OperationUnknown(
        'The document holds several operations, or none: say in operationName which one to run.',
        'Tài liệu có nhiều truy vấn hoặc không có truy vấn nào: hãy nêu operationName cần chạy.',
      );

const noSuchKind = (kind: OperationTypeNode): OperationUnknown =>
  new OperationUnknown(`This graph has no ${kind}s.`, `Đồ thị này không có ${kind}.`);
