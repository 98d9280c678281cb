import type { Step } from '../plan.ts';

/* What is said between a gateway and its planner in another process: each message has one answer, and is not sent before that to the last. */

/** The first message: what is to be planned over. */
export interface Open {
  readonly supergraphSdl: string;
}

export type Opened =
  | { readonly apiSchema: string; readonly labels: readonly string[] }
  /** Why the supergraph does not work. */
  | { readonly unusable: string };

/** Every other: a document as `Planner.plan` takes it, as text. */
export interface Question {
  readonly document: string;
  readonly labelsOn: readonly string[];
}

export type Planned =
  | { readonly step: Step | null }
  /** There are more ways than may be compared. */
  | { readonly tooManyWays: true }
  /** The stack of what the planner threw. */
  | { readonly fault: string };

/** By `Told`, what it is answered with. */
export type AnswerTo<Told> = Told extends Open ? Opened : Planned;
