import type { Required, Rewrite } from './plan.ts';

/** What is asked of one subgraph at once. */
export interface Call {
  readonly subgraph: string;
  readonly query: string;
  readonly operationName: string | undefined;
  /** Whether it changes something. */
  readonly change: boolean;
  /** The caller's variables it uses. */
  readonly variables: readonly string[];
  /** The objects it asks more of; none for a question at the root. */
  readonly lookups: readonly Lookup[];
  /** Of what is answered at the root. */
  readonly outputRewrites: readonly Rewrite[];
  /** Positions in the schedule of the calls it has to wait for. */
  readonly after: readonly number[];
  /** The label of the part of the answer it is for; missing where that comes first. */
  readonly part?: string;
}

/** Objects that are asked about alike. */
export interface Lookup {
  /** The variable their representations are given by. */
  readonly variable: string;
  /** The response name they are answered under. */
  readonly answer: string;
  /** Where they stand in what has been answered: response names, {@link EACH} for every entry of a list, and {@link onTypes}. */
  readonly paths: readonly (readonly string[])[];
  /** What the subgraph has to be told of each. */
  readonly requires: readonly Required[];
  readonly inputRewrites: readonly Rewrite[];
  readonly outputRewrites: readonly Rewrite[];
}

/** Calls, each behind those it waits for: what a plan comes to for given conditions. */
export type Schedule = readonly Call[];
