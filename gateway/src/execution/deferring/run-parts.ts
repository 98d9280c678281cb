import type { GraphQLError, GraphQLSchema } from 'graphql';
import { followingExchange } from '../../create-exchange.ts';
import type { ExchangeContext } from '../../exchange-context.ts';
import type { EngineAnswer } from '../engine.ts';
import { pathOf } from '../place.ts';
import { startCalls, type Running } from '../run-calls.ts';
import { tellFault } from '../shaping/null-not-allowed.ts';
import { unexplained } from '../shaping/unexplained.ts';
import { MOST_ERRORS } from '../source.ts';
import type { PartAnswer, ToldPart } from './answer-parts.ts';
import { errorsByObject } from './errors-by-object.ts';
import { objectsOfPart, type ToldObject } from './objects-of-part.ts';
import type { Deferrals } from './read-deferrals.ts';
import type { PreparedParts } from './prepare-parts.ts';
import type { Part, Split } from './split-parts.ts';

interface Expected {
  readonly part: Part;
  /** What it belongs to, as it was told. */
  readonly parents: readonly ToldObject[];
  readonly exchange: ExchangeContext;
}

/** Asks for all parts at once, each with an exchange of its own, and tells each as soon as it is known. */
export async function runParts(
  { plan, shape, askedBy, root, ...first }: PreparedParts,
  labels: Deferrals['labels'],
  schema: GraphQLSchema,
  running: Running,
): Promise<EngineAnswer> {
  const runnings = new Map<string | undefined, Running>([[undefined, running]]);
  const runningOf = (part: string | undefined): Running => {
    const known = runnings.get(part) ?? {
      ...running,
      exchange: followingExchange(running.exchange),
      errors: [],
    };
    runnings.set(part, known);
    return known;
  };
  const made = startCalls(plan.calls, runningOf);
  const callsOf = async (part: string | undefined): Promise<void> => {
    await Promise.all(made.filter((_, position) => plan.calls[position]!.call.part === part));
  };
  // Whoever waits for a part is told what went wrong with its calls.
  for (const call of made) call.catch(() => {});

  await callsOf(undefined);
  const object = { answered: running.data, type: root, place: null };
  const { told, errors } = tell(object, first, running.errors);
  return {
    json: told && JSON.stringify(told),
    ...(errors.length > 0 && { errors }),
    ...(first.parts.length > 0 && { later: later(told ? [{ ...object, told }] : []) }),
  };

  function tell(
    { answered, type, place }: Omit<ToldObject, 'told'>,
    part: Split,
    known: readonly GraphQLError[],
    most = MOST_ERRORS,
  ) {
    const { data, faults } = shape(answered, type, askedBy(part), place);
    const found = unexplained(faults, known, most).map(tellFault);
    return { told: data, errors: [...known, ...found], left: most - found.length };
  }

  async function* later(roots: readonly ToldObject[]): AsyncGenerator<PartAnswer, void, void> {
    const pending = new Map<Part, Promise<Expected>>();
    expect(first.parts, { parents: roots, exchange: running.exchange });
    while (pending.size > 0) {
      const { part, parents, ...above } = await Promise.race(pending.values());
      pending.delete(part);
      // A part for which nobody had to be asked was answered along with what it belongs to.
      const { exchange, errors } = runnings.get(part.label) ?? { ...above, errors: [] };
      const about = objectsOfPart(part, parents, schema).map((each) => ({
        ...each,
        path: pathOf(each.place),
      }));
      const known = errorsByObject(about, errors);
      // However many objects a part is about, it is one answer.
      let most = MOST_ERRORS;
      const answers = about.map((each) => {
        const answer = tell(each, part, known.get(each)!, most);
        most = answer.left;
        return { each, ...answer };
      });
      const objects = answers.flatMap(({ each, told }) => (told ? { ...each, told } : []));
      expect(part.parts, { parents: objects, exchange });
      const told = answers.map(({ each: { path }, told, errors }): ToldPart => {
        const json = told && JSON.stringify(told);
        return { label: labels.get(part.label), path, json, errors };
      });
      yield { told, exchange, more: pending.size > 0 };
    }

    function expect(some: readonly Part[], above: Omit<Expected, 'part'>): void {
      for (const part of some) {
        const known = callsOf(part.label).then(() => ({ part, ...above }));
        // The first that goes wrong ends all.
        known.catch(() => {});
        pending.set(part, known);
      }
    }
  }
}
