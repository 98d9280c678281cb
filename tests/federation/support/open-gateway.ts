import type { FormattedExecutionResult, GraphQLSchema } from 'graphql';
import { openApollo } from './open-apollo.ts';
import { openOurs } from './open-ours.ts';

export interface Question {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}

/** One call of a subgraph. */
export interface Call {
  readonly subgraph: string;
  readonly question: Question;
}

/** A gateway in this process. */
export interface OpenGateway {
  ask(question: Question): Promise<FormattedExecutionResult>;
  /** The calls since the last time this was asked. */
  calls(): Call[];
  close(): Promise<void>;
}

/** Ours, and @apollo/gateway as it comes. */
export type Engine = 'ours' | 'apollo';
export const engines: readonly Engine[] = ['ours', 'apollo'];

export interface GatewayParts {
  readonly supergraphSdl: string;
  readonly subgraphs: ReadonlyMap<string, GraphQLSchema>;
  readonly engine: Engine;
}

/** Opens a gateway over subgraphs of this process. */
export async function openGateway({ supergraphSdl, subgraphs, engine }: GatewayParts): Promise<OpenGateway> {
  switch (engine) {
    case 'ours':
      return openOurs(supergraphSdl, subgraphs);
    case 'apollo':
      return openApollo(supergraphSdl, subgraphs);
  }
}
