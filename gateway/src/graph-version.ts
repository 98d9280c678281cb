import type { Agency } from './config.ts';
import type { Graph } from './graph.ts';

/** A version of the graph, and what is open for its sake. */
export interface GraphVersion {
  readonly graph: Graph;
  /** Those it asks. */
  readonly agencies: readonly Agency[];
  /** Ends what would go on for as long as its callers like: another version took its place. */
  readonly replaced?: () => void;
  readonly close: () => Promise<void>;
}

/** A version that is answering. */
export interface ServedVersion extends Graph {
  readonly agencies: readonly Agency[];
  readonly replaced: () => void;
  /** Waits for the requests that began with it, and closes it; none may begin any more. */
  retire(): Promise<void>;
}

/** Counts the requests of a version: those whose callers are gone are still written down. */
export function serveVersion({ graph, agencies, replaced = () => {}, close }: GraphVersion): ServedVersion {
  let underWay = 0;
  let whenIdle: (() => void) | undefined;
  const leave = (): void => {
    underWay -= 1;
    if (underWay === 0) whenIdle?.();
  };
  return {
    agencies,
    replaced,
    answer: async (request, exchange) => {
      underWay += 1;
      let goesOn = false;
      try {
        const answer = await graph.answer(request, exchange);
        const { later, events } = answer;
        goesOn = later !== undefined || events !== undefined;
        if (!goesOn) return answer;
        return {
          ...answer,
          ...(later && { later: until(later, leave) }),
          ...(events && { events: until(events, leave) }),
        };
      } finally {
        if (!goesOn) leave();
      }
    },
    retire: async () => {
      await new Promise<void>((resolve) => {
        whenIdle = resolve;
        if (underWay === 0) resolve();
      });
      await close();
    },
  };
}

/** The same, and then `leave`. */
async function* until<Part>(parts: AsyncIterable<Part>, leave: () => void): AsyncGenerator<Part, void, void> {
  try {
    yield* parts;
  } finally {
    leave();
  }
}
