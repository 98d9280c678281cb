import type { DocumentNode, GraphQLSchema } from 'graphql';

/** What has to be asked of whom, in which order: what any planner's plan comes to. */
export type Step = Sequence | Parallel | Fetch | Deferral;

export interface Sequence {
  readonly kind: 'sequence';
  readonly steps: readonly Step[];
}

export interface Parallel {
  readonly kind: 'parallel';
  readonly steps: readonly Step[];
}

/** What is asked for an answer, and what for the parts of it that come later. */
export interface Deferral {
  readonly kind: 'deferral';
  readonly now: Step | null;
  readonly later: readonly {
    readonly label: string;
    /** The fetches it has to wait for. */
    readonly after: readonly string[];
    readonly step: Step | null;
  }[];
}

/** One question to one subgraph. */
export interface Fetch {
  readonly kind: 'fetch';
  /** What a {@link Deferral} calls it. */
  readonly id?: string;
  readonly subgraph: string;
  readonly query: string;
  readonly operationName: string | undefined;
  /** Whether it changes something. */
  readonly change: boolean;
  /** The caller's variables it uses. */
  readonly variables: readonly string[];
  /** The objects it asks more of; null for a question at the root. */
  readonly entities: Entities | null;
  readonly outputRewrites: readonly Rewrite[];
}

export interface Entities {
  /** Where they stand in what has been answered: response names, {@link EACH} for every entry of a list, and {@link onTypes}. */
  readonly paths: readonly (readonly string[])[];
  /** What the subgraph has to be told of each. */
  readonly requires: readonly Required[];
  readonly inputRewrites: readonly Rewrite[];
}

export const EACH = '@';

/** A step that goes on with objects of these types alone. */
export const onTypes = (types: readonly string[]): string => ON_TYPES + types.join();

/** The types of the objects that are gone on with; null for a step that is none of {@link onTypes}. */
export const typesOf = (step: string): readonly string[] | null =>
  step.startsWith(ON_TYPES) ? step.slice(ON_TYPES.length).split(',').filter(Boolean) : null;

/** A path as one text, whatever the types of the objects on the way. */
export const pathKey = (path: readonly string[]): string =>
  path.filter((step) => typesOf(step) === null).join('.');

/** The place in an answer that a path leads to, as one text: its response names. */
export const placeKey = (path: readonly string[]): string => pathKey(path.filter((step) => step !== EACH));

/** No name begins so. */
const ON_TYPES = '|';

/** A field to tell, or fields to tell of objects of one type. */
export type Required = RequiredField | RequiredOn;

export interface RequiredField {
  readonly kind: 'field';
  readonly name: string;
  readonly below: readonly Required[] | null;
}

export interface RequiredOn {
  readonly kind: 'on';
  readonly type: string;
  readonly below: readonly Required[];
}

/** Where a value has another name or type in a subgraph than in the graph. */
export interface Rewrite {
  /** Response names and types; lists are walked without saying so. */
  readonly path: readonly RewriteStep[];
  readonly key: string;
  readonly change: { readonly value: unknown } | { readonly renameTo: string };
}

export type RewriteStep = { readonly field: string } | { readonly type: string };

export interface Planner {
  /** The graph as its callers may ask it, before any rule. */
  readonly apiSchema: GraphQLSchema;
  /** Of fields that move from one subgraph to another step by step. */
  readonly labels: readonly string[];
  /** Of one operation without conditions, whose `@defer`s have labels; of a mutation with one change; null where nothing has to be asked. What `labelsOn` names is asked of its new owner. Throws, or rejects, where no plan can be made. */
  plan(document: DocumentNode, labelsOn?: ReadonlySet<string>): Step | null | Promise<Step | null>;
}

/** One that is asked, and answers at once. */
export interface SyncPlanner extends Planner {
  plan(document: DocumentNode, labelsOn?: ReadonlySet<string>): Step | null;
}

/** One for as long as a version of the graph is served. */
export interface OpenPlanner extends Planner {
  close(): Promise<void>;
}

/** All that is fetched by a step. */
export function fetchesIn(step: Step): Fetch[] {
  switch (step.kind) {
    case 'sequence':
    case 'parallel':
      return step.steps.flatMap(fetchesIn);
    case 'fetch':
      return [step];
    case 'deferral':
      return [step.now, ...step.later.map(({ step }) => step)].flatMap((each) =>
        each ? fetchesIn(each) : [],
      );
  }
}

/** A step with other steps in place of its fetches. */
export function eachFetch(step: Step, change: (fetch: Fetch) => Step): Step {
  switch (step.kind) {
    case 'sequence':
    case 'parallel':
      return { ...step, steps: step.steps.map((each) => eachFetch(each, change)) };
    case 'fetch':
      return change(step);
    case 'deferral':
      return {
        ...step,
        now: step.now && eachFetch(step.now, change),
        later: step.later.map((each) => ({ ...each, step: each.step && eachFetch(each.step, change) })),
      };
  }
}
