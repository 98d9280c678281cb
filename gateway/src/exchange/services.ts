import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { Logger } from '@lienthong/shared/log';
import type { Coordinate } from '@lienthong/shared/policy/types';
import type { LedgerStore } from '../audit/ledger-store.ts';
import type { Pseudonymize } from '../audit/pseudonym.ts';
import type { Caller } from '../authentication/caller.ts';
import type { Limits } from '../config.ts';
import type { RulesInForce } from '../policy/deciding/rules-in-force.ts';

/** What the gateway's own part of the graph answers from. */
export interface ExchangeServices {
  /** The rules that hold now. */
  readonly rules: () => RulesInForce;
  /** The schema that callers see. */
  readonly schema: () => GraphQLSchema;
  /** The fields a plan may fetch beside those a document asks for: keys, and what `@requires` names. */
  readonly neededFields: (document: DocumentNode) => Iterable<Coordinate>;
  /** How far an operation may go that is to be explained; as far as one may by default unless said. */
  readonly explainedLimits?: ExplainedLimits;
  /** The logs of all replicas known to this one, its own among them. */
  readonly stores: () => Promise<readonly LedgerStore[]>;
  readonly pseudonymize: Pseudonymize;
  /** Milliseconds. */
  readonly now: () => number;
  readonly log: Logger;
}

/** What reading an operation takes goes by these. */
export type ExplainedLimits = Pick<Limits, 'tokens' | 'depth' | 'aliases' | 'rootFields' | 'branches'>;

/** One question to it: who asks, and what its answer will come to in the receipt. */
export interface Asking {
  readonly caller: Caller;
  readonly account: Account;
}

/** What is told of an answer, filled as it is made. */
export interface Account {
  /** How many records it holds; null where nothing in it is one. */
  rows: number | null;
  /** Personal numbers of those it was asked about. */
  readonly subjects: Set<string>;
}

/** Root fields by name, as graphql-js calls them on a root value. Their arguments are what the schema says. */
export type RootFields = Readonly<Record<string, RootField>>;
// Each field states the arguments its schema gives it.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type RootField = (args: any, asking: Asking) => unknown;
