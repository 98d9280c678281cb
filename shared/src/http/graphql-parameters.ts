import type { FastifyRequest } from 'fastify';
import { RequestRefused } from '../errors.ts';
import type { GraphQLRequest } from './graphql-service.ts';
import { isJson } from './media-type.ts';

/** The request holds no question that could be read. */
class BadRequest extends RequestRefused {
  constructor(message: string, messageVi: string, status = 400) {
    super('BAD_REQUEST', status, message, { messageVi });
  }
}

class BatchRefused extends RequestRefused {
  constructor() {
    super('BATCH_REFUSED', 400, 'The body holds a list of operations: send one operation per request.', {
      messageVi: 'Nội dung là một danh sách truy vấn: hãy gửi mỗi yêu cầu một truy vấn.',
    });
  }
}

/** Clients that send hashes in place of queries know this text, and send the query then. */
export class PersistedQueryRefused extends RequestRefused {
  constructor() {
    super('PERSISTED_QUERY_NOT_SUPPORTED', 400, 'PersistedQueryNotSupported', {
      messageVi: 'Máy chủ không lưu truy vấn: hãy gửi toàn văn truy vấn.',
    });
  }
}

type Values = Readonly<Record<string, unknown>>;

/** Reads the parameters of GraphQL over HTTP from the body of a POST or the address of a GET. */
export function readParameters(request: FastifyRequest): GraphQLRequest {
  const mayChange = request.method !== 'GET';
  const { query, operationName, variables, extensions } = mayChange ? ofBody(request) : ofAddress(request);
  if (isRecord(extensions) && extensions['persistedQuery']) throw new PersistedQueryRefused();
  if (typeof query !== 'string' || query === '')
    throw query
      ? new BadRequest('GraphQL queries must be strings.', 'Truy vấn GraphQL phải là chuỗi ký tự.')
      : new BadRequest(
          'GraphQL operations must contain a non-empty `query` or a `persistedQuery` extension.',
          'Yêu cầu phải có `query` không rỗng.',
        );
  return {
    query,
    operationName: (operationName as string | null | undefined) ?? null,
    variables: (variables as Values | null | undefined) ?? {},
    mayChange,
  };
}

function ofBody({ body }: FastifyRequest): Values {
  if (Array.isArray(body)) throw new BatchRefused();
  if (!isRecord(body) || isEmpty(body))
    throw new BadRequest(
      'POST body missing, invalid Content-Type, or JSON object has no keys.',
      'Nội dung yêu cầu POST trống hoặc không phải là đối tượng JSON.',
    );
  const { operationName, variables, extensions } = body;
  if (isGiven(variables) && !isRecord(variables)) throw notOfBody('variables', 'an object', 'đối tượng');
  if (isGiven(extensions) && !isRecord(extensions)) throw notOfBody('extensions', 'an object', 'đối tượng');
  if (isGiven(operationName) && typeof operationName !== 'string')
    throw notOfBody('operationName', 'a string', 'chuỗi ký tự');
  return body;
}

const notOfBody = (name: string, kind: string, kindVi: string): BadRequest =>
  new BadRequest(
    `\`${name}\` in a POST body must be ${kind} if provided.`,
    `\`${name}\` trong nội dung yêu cầu POST phải là ${kindVi}.`,
  );

function ofAddress({ query, headers: { 'content-type': type } }: FastifyRequest): Values {
  if (type !== undefined && !isJson(type))
    throw new BadRequest(
      'GET requests may not have a content-type header other than application/json.',
      'Yêu cầu GET không được có tiêu đề content-type khác application/json.',
      415,
    );
  const given = query as Values;
  return {
    query: once(given, 'query'),
    operationName: once(given, 'operationName'),
    variables: jsonOf(given, 'variables'),
    extensions: jsonOf(given, 'extensions'),
  };
}

function once(given: Values, name: string): unknown {
  if (Array.isArray(given[name]))
    throw new BadRequest(
      `The '${name}' search parameter may only be specified once.`,
      `Tham số '${name}' chỉ được nêu một lần.`,
    );
  return given[name];
}

function jsonOf(given: Values, name: string): Values | undefined {
  const text = once(given, name) as string | undefined;
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BadRequest(
      `The ${name} search parameter contains invalid JSON.`,
      `Tham số ${name} không phải là JSON.`,
    );
  }
  if (!isRecord(value))
    throw new BadRequest(
      `The ${name} search parameter should contain a JSON-encoded object.`,
      `Tham số ${name} phải là một đối tượng JSON.`,
    );
  return value;
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;
const isRecord = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isEmpty(body: Values): boolean {
  for (const _ in body) return false;
  return true;
}
