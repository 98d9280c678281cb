import { GraphQLError, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { ExchangeContext } from '../exchange-context.ts';
import { absorb, lookUp, type LookedUp } from './fetching/look-up.ts';
import type { CompiledCall } from './fetching/compile-call.ts';
import { applyRewrites, rewritePath } from './fetching/rewrites.ts';
import { targetsAt } from './fetching/targets.ts';
import { own, type Data } from './own.ts';
import { pathOf, type Path, type Place } from './place.ts';
import type { Call, Lookup } from './planning/call.ts';
import { pathAsked } from './planning/path-asked.ts';
import { MOST_ERRORS, type Source, type SourceError } from './source.ts';

export interface Running {
  /** The whole graph, with what callers do not see. */
  readonly schema: GraphQLSchema;
  readonly sourceOf: (subgraph: string) => Source;
  readonly exchange: ExchangeContext;
  /** The caller's variables, under the names they are planned under. */
  readonly given: Readonly<Record<string, unknown>>;
  /** Filled as subgraphs answer. */
  readonly data: Data;
  /** The document that is planned: what of the data its caller knows of. */
  readonly plain: DocumentNode;
  readonly errors: GraphQLError[];
  /** Whether some text that was answered may hold what JSON has to escape. */
  escape: boolean;
  /** Whether objects that are alike may become one. */
  readonly joinAlike: boolean;
  /** Whether one object stands in several places. */
  repeated: boolean;
}

/** Makes the calls of a schedule, each as soon as those it waits for are answered, and puts the answers together. */
export async function runCalls(questions: readonly CompiledCall[], running: Running): Promise<void> {
  await Promise.all(startCalls(questions, () => running));
}

/** Makes the calls of a schedule, each for the part of the answer it belongs to. */
export function startCalls(
  questions: readonly CompiledCall[],
  runningOf: (part: string | undefined) => Running,
): Promise<void>[] {
  const made: Promise<void>[] = [];
  for (const question of questions) made.push(askAfter(question, made, runningOf(question.call.part)));
  return made;
}

function askAfter(question: CompiledCall, made: readonly Promise<void>[], running: Running): Promise<void> {
  const { after, lookups } = question.call;
  const askNow = lookups.length > 0 ? askOfEntities : askAtRoot;
  if (after.length === 0) return askNow(question, running);
  return Promise.all(after.map((position) => made[position]!)).then(() => askNow(question, running));
}

async function askAtRoot(question: CompiledCall, running: Running): Promise<void> {
  const { data, escape, errors } = await ask(question, [], running);
  if (escape) running.escape = true;
  if (data) {
    applyRewrites(question.call.outputRewrites, data, running.schema);
    question.merge(running.data, data, false);
  }
  for (const { error, path } of errors)
    tell(error, path && rewritePath(question.call.outputRewrites, path), running);
}

async function askOfEntities(question: CompiledCall, running: Running): Promise<void> {
  const { lookups } = question;
  const lists = lookups.map((lookup) => lookUp(lookup, running.data, running));
  if (lists.some(({ repeated }) => repeated)) running.repeated = true;
  if (lists.every(({ texts }) => texts.length === 0)) return;
  const { data, escape, errors } = await ask(question, lists, running);
  if (escape) running.escape = true;
  for (const [index, { answer, outputRewrites, merge }] of lookups.entries()) {
    const entities = data?.[answer];
    if (!Array.isArray(entities)) continue;
    applyRewrites(outputRewrites, entities, running.schema);
    absorb(lists[index]!, entities, merge);
  }
  if (errors.length > 0) tellOfEntities(errors, question, lists, running);
}

function ask(question: CompiledCall, lists: readonly LookedUp[], running: Running) {
  const { subgraph } = question.call;
  const asked = { variables: variablesFor(question.call, running), lists };
  return running.sourceOf(subgraph).ask(question, asked, running.exchange);
}

/** An error about an object is told at every place where it stands. */
function tellOfEntities(
  errors: readonly SourceError[],
  { lookups }: CompiledCall,
  lists: readonly LookedUp[],
  running: Running,
): void {
  const found: (readonly Found[])[] = [];
  const foundOf = (lookup: number): readonly Found[] =>
    (found[lookup] ??= findAll(lookups[lookup]!.paths, lists[lookup]!, running.data));
  let left = MOST_ERRORS;
  for (const { error, lookup, entity, path: below } of errors) {
    if (below === null) {
      tell(error, null, running);
      continue;
    }
    for (const [number, { outputRewrites }] of lookups.entries()) {
      if (lookup !== null && lookup !== number) continue;
      const rewritten = rewritePath(outputRewrites, below);
      for (const { position, place } of foundOf(number)) {
        if (entity !== null && entity !== position) continue;
        if (left-- <= 0) return;
        tell(error, [...pathOf(place), ...rewritten], running);
      }
    }
  }
}

interface Found {
  /** Of what the object is represented by. */
  readonly position: number;
  readonly place: Place;
}

/** Every place of the objects that were asked about. */
function findAll(paths: Lookup['paths'], { objects, positions }: LookedUp, data: Data): Found[] {
  const positionOf = new Map(objects.map((object, index) => [object, positions[index]!]));
  return paths.flatMap((path) =>
    targetsAt(data, path).flatMap(({ object, place }) => {
      const position = positionOf.get(object) ?? -1;
      return position === -1 ? [] : [{ position, place }];
    }),
  );
}

const NO_VARIABLES = Object.freeze({});

/** A variable may be called like what every object has of its own. */
export const variablesFor = (
  { variables }: Call,
  { given }: Pick<Running, 'given'>,
): Readonly<Record<string, unknown>> =>
  variables.length === 0
    ? NO_VARIABLES
    : Object.fromEntries(
        variables.flatMap((name) => {
          const value = own(given, name);
          return value === undefined ? [] : [[name, value]];
        }),
      );

function tell({ message, extensions }: SourceError['error'], place: Path | null, running: Running): void {
  const path = place && pathAsked(place, running.plain, running.data, running.schema);
  running.errors.push(
    new GraphQLError(message, { ...(path && { path }), ...(extensions && { extensions }) }),
  );
}
