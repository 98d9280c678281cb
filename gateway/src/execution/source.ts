import type { GraphQLFormattedError } from 'graphql';
import type { ExchangeContext } from '../exchange-context.ts';
import type { Data } from './own.ts';
import type { Fetch } from './planning/plan.ts';
import type { Representations } from './fetching/representations.ts';
import type { Path } from './place.ts';

/** Whoever answers the questions of a plan: a subgraph over HTTP, or the gateway itself. Never rejects for what is no fault of ours. */
export interface Source {
  ask(question: Fetch, asked: Asked, exchange: ExchangeContext): Promise<SourceAnswer>;
}

export interface Asked {
  /** Those of the caller's variables that the question uses. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** The objects it is about; null for a question at the root. */
  readonly representations: Pick<Representations, 'texts' | 'typenames'> | null;
}

export interface SourceAnswer {
  readonly data: Data | null;
  readonly errors: readonly SourceError[];
}

/** Of one answer no more errors are told: the rest would say nothing new. */
export const MOST_ERRORS = 100;

export interface SourceError {
  readonly error: Omit<GraphQLFormattedError, 'path'>;
  /** Which of the objects it is about; null where it is about all of them, or where none were asked about. */
  readonly entity: number | null;
  /** From that object on, or from the root; null where nobody can say. */
  readonly path: Path | null;
}
