import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { ExchangeContext } from '../exchange-context.ts';
import { copyOf, mergeInto, type IsObjectType } from './fetching/merge.ts';
import { represent } from './fetching/representations.ts';
import { applyRewrites } from './fetching/rewrites.ts';
import { targetsAt, type Target } from './fetching/targets.ts';
import { isData, own, type Data } from './own.ts';
import { pathOf, type Path } from './place.ts';
import type { Entities, Fetch, Step } from './planning/plan.ts';
import { responseName } from './planning/reserved-names.ts';
import { MOST_ERRORS, type Source, type SourceError } from './source.ts';

export interface Running {
  /** The whole graph, with what callers do not see. */
  readonly schema: GraphQLSchema;
  readonly sourceOf: (subgraph: string) => Source;
  readonly isObjectType: IsObjectType;
  readonly exchange: ExchangeContext;
  /** The caller's variables, under the names they are planned under. */
  readonly given: Readonly<Record<string, unknown>>;
  /** Filled as subgraphs answer. */
  readonly data: Data;
  readonly errors: GraphQLError[];
}

/** Asks what a plan says in the order it says, and puts the answers together. */
export async function runPlan(step: Step, running: Running): Promise<void> {
  switch (step.kind) {
    case 'sequence':
      for (const each of step.steps) await runPlan(each, running);
      return;
    case 'parallel':
      await Promise.all(step.steps.map((each) => runPlan(each, running)));
      return;
    case 'fetch':
      await (step.entities ? askOfEntities(step, step.entities, running) : askAtRoot(step, running));
  }
}

async function askAtRoot(fetch: Fetch, running: Running): Promise<void> {
  const asked = { variables: variablesFor(fetch, running), representations: null };
  const { data, errors } = await running.sourceOf(fetch.subgraph).ask(fetch, asked, running.exchange);
  if (data) {
    applyRewrites(fetch.outputRewrites, data, running.schema);
    mergeInto(running.data, data, running.isObjectType);
  }
  for (const { error, path } of errors) tell(error, path, running);
}

async function askOfEntities(fetch: Fetch, entities: Entities, running: Running): Promise<void> {
  const { schema, isObjectType } = running;
  const targets = targetsAt(running.data, entities.path);
  if (targets.length === 0) return;
  const representations = represent(targets, entities, schema);
  if (representations.texts.length === 0) return;
  const asked = { variables: variablesFor(fetch, running), representations };
  const { data, errors } = await running.sourceOf(fetch.subgraph).ask(fetch, asked, running.exchange);

  const answered = data?.['_entities'];
  if (Array.isArray(answered)) {
    applyRewrites(fetch.outputRewrites, answered, schema);
    const given = new Set<number>();
    for (const [index, position] of representations.positions.entries()) {
      const entity: unknown = answered[position];
      if (!isData(entity)) continue;
      mergeInto(targets[index]!.object, given.has(position) ? copyOf(entity) : entity, isObjectType);
      given.add(position);
    }
  }
  if (errors.length > 0) tellOfEntities(errors, targets, representations.positions, running);
}

/** An error about an object is told at every place where it stands. */
function tellOfEntities(
  errors: readonly SourceError[],
  targets: readonly Target[],
  positions: readonly number[],
  running: Running,
): void {
  let left = MOST_ERRORS;
  for (const { error, entity, path: below } of errors) {
    if (below === null) {
      tell(error, null, running);
      continue;
    }
    for (const [index, position] of positions.entries()) {
      if (position === -1 || (entity !== null && entity !== position)) continue;
      if (left-- <= 0) return;
      tell(error, [...pathOf(targets[index]!.place), ...below], running);
    }
  }
}

/** A variable may be called like what every object has of its own. */
const variablesFor = ({ variables }: Fetch, { given }: Running): Record<string, unknown> =>
  Object.fromEntries(
    variables.flatMap((name) => {
      const value = own(given, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );

function tell({ message, extensions }: SourceError['error'], place: Path | null, { errors }: Running): void {
  const path = place?.map((step) => (typeof step === 'string' ? responseName(step) : step));
  errors.push(new GraphQLError(message, { ...(path && { path }), ...(extensions && { extensions }) }));
}
