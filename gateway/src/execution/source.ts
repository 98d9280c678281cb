import type { GraphQLFormattedError } from 'graphql';
import type { ExchangeContext } from '../exchange-context.ts';
import type { Bytes } from '@lienthong/shared/bytes';
import type { CompiledCall } from './fetching/compile-call.ts';
import type { Data } from './own.ts';
import type { Path } from './place.ts';

/** Whoever answers the questions of a plan: a subgraph over HTTP, or the gateway itself. Never rejects for what is no fault of ours. */
export interface Source {
  ask(question: CompiledCall, asked: Asked, exchange: ExchangeContext): Promise<SourceAnswer>;
  /** Subscribes to what a question at the root asks for; missing where that cannot be. Rejects where it comes to an end by a failure. */
  subscribe?(
    question: CompiledCall,
    asked: Asked,
    exchange: ExchangeContext,
  ): AsyncGenerator<SourceEvent, void, void>;
}

/** Answers a question with something that happened, on behalf of the exchange in which it is told. */
export type SourceEvent = (exchange: ExchangeContext) => SourceAnswer;

export interface Asked {
  /** Those of the caller's variables that the question uses. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** The objects it is about, by lookup; none for a question at the root. */
  readonly lists: readonly Representations[];
}

/** The objects a subgraph is asked about, each once. */
export interface Representations {
  /** As JSON. */
  readonly texts: readonly Bytes[];
  readonly typenames: readonly string[];
}

export interface SourceAnswer {
  /** All its texts as {@link Bytes}. */
  readonly data: Data | null;
  /** Whether some text in it may hold what JSON has to escape. */
  readonly escape: boolean;
  readonly errors: readonly SourceError[];
}

/** Of one answer no more errors are told: the rest would say nothing new. */
export const MOST_ERRORS = 100;

export interface SourceError {
  readonly error: Omit<GraphQLFormattedError, 'path'>;
  /** Which of the lookups it is about; null where it is about all of them, or where nothing was looked up. */
  readonly lookup: number | null;
  /** Which of the objects of the lookup it is about; null where it is about all of them. */
  readonly entity: number | null;
  /** From that object on, or from the root; null where nobody can say. */
  readonly path: Path | null;
}
