import type { GraphQLFormattedError } from 'graphql';
import type { Bytes, KeptBytes } from '../bytes.ts';

/** A question as it came over HTTP. */
export interface GraphQLRequest {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  /** False for a GET, which may only read. */
  readonly mayChange: boolean;
}

/** An answer as it leaves. With neither `data` nor `json` it says that nothing was executed. */
export interface GraphQLAnswer {
  readonly data?: object | null;
  /** In place of `data`: the same as finished JSON. */
  readonly json?: KeptBytes | null;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** 200 unless said. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** What follows the answer, for a client that takes it in parts. Never rejects: what goes wrong stands in a part. */
  readonly later?: AsyncIterable<AnswerPart>;
  /** In place of everything else: one answer after another, to a client that takes them as events. Never rejects. */
  readonly events?: AsyncIterable<GraphQLAnswer>;
}

/** What is told at once of what comes later. */
export interface AnswerPart {
  readonly incremental: readonly IncrementalAnswer[];
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly hasNext: boolean;
}

/** The fields of one deferred fragment of one object. */
export interface IncrementalAnswer {
  readonly json: Bytes | null;
  readonly path: readonly (string | number)[];
  readonly label?: string | undefined;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** Whoever answers questions, each with a context of its own. Never rejects: what goes wrong stands in the answer. */
export interface GraphQLService<Context> {
  answer(request: GraphQLRequest, context: Context): Promise<GraphQLAnswer>;
}
