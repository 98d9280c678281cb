import type { ExchangeContext } from '../exchange-context.ts';
import type { CompiledCall } from './fetching/compile-call.ts';
import { variablesFor, type Running } from './run-calls.ts';
import type { Source, SourceEvent } from './source.ts';

/** A subscription that was begun: what happens, as the subgraph tells it. */
export interface Begun {
  /** What the subgraph was asked. */
  readonly query: string;
  readonly events: AsyncGenerator<SourceEvent, void, void>;
}

/** Something that happened, to be told as the answer to what its subgraph was asked. */
export interface EventOfSubscription {
  readonly query: string;
  readonly answer: SourceEvent;
}

/** Told where nothing did: what comes of it is what may be told at all. */
export const NOTHING_HAPPENED: EventOfSubscription = {
  query: '',
  answer: () => ({ data: null, escape: false, errors: [] }),
};

/** Subscribes to the question at the root of a plan; undefined where its subgraph offers no subscriptions. */
export function begin(root: CompiledCall, running: Running): Begun | undefined {
  const { query, subgraph } = root.call;
  const asked = { variables: variablesFor(root.call, running), lists: [] };
  const events = running.sourceOf(subgraph).subscribe?.(root, asked, running.exchange);
  return events && { query, events };
}

/** Sources of which the one at the root tells what happened, and the others are asked. */
export function tellingOf(
  { answer }: EventOfSubscription,
  root: CompiledCall,
  sourceOf: Running['sourceOf'],
): Running['sourceOf'] {
  return (subgraph): Source => ({
    ask: async (question, asked, exchange: ExchangeContext) =>
      question === root ? answer(exchange) : sourceOf(subgraph).ask(question, asked, exchange),
  });
}
