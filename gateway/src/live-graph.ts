import { StartError } from '@lienthong/shared/errors';
import type { Logger } from '@lienthong/shared/log';
import type { Agency } from './config.ts';
import type { Graph } from './graph.ts';
import { serveVersion, type GraphVersion } from './graph-version.ts';
import { readSupergraph, watchSupergraph } from './supergraph-file.ts';

/** Errors that have nothing to do with a supergraph. */
const OF_THE_PLACE: ReadonlySet<string> = new Set(['ENGINE_NOT_INSTALLED', 'PLANNER_NOT_STARTED']);

export interface LiveGraph extends Graph {
  /** Those the version asks that answers now. */
  readonly agencies: () => readonly Agency[];
  /** Stops following the file. */
  stop(): void;
  /** Waits for the requests under way, and closes what is open for any version; none may begin any more. */
  close(): Promise<void>;
}

/**
 * The graph of a supergraph file, and of each new one as the file changes. A request is parsed, planned and executed
 * on the version it began with, which is closed after the last of them; a version that cannot be opened is reported, and
 * the last good one stays.
 */
export async function followSupergraph(
  file: string,
  open: (supergraph: string) => Promise<GraphVersion>,
  onReload: (taken: boolean) => void,
  log: Logger,
): Promise<LiveGraph> {
  const first = readSupergraph(file);
  let current = serveVersion(
    await open(first).catch((error: unknown) => {
      if (error instanceof StartError && OF_THE_PLACE.has(error.code)) throw error;
      throw new StartError(
        'SUPERGRAPH_UNUSABLE',
        `The supergraph ${file} does not work: ${(error as Error).message}`,
      );
    }),
  );
  const retiring = new Set<Promise<void>>();
  let closed = false;

  function replaceBy(version: GraphVersion): void {
    const before = current;
    const retired: Promise<void> = before
      .retire()
      .catch((error: unknown) => log.error({ err: error, file }, 'an old version of the graph did not close'))
      .finally(() => retiring.delete(retired));
    retiring.add(retired);
    current = serveVersion(version);
    before.replaced();
  }

  const stop = watchSupergraph(file, first, async (changed) => {
    try {
      const version = await open(changed);
      if (closed) return await version.close();
      replaceBy(version);
      log.info({ file }, 'supergraph reloaded');
      onReload(true);
    } catch (error) {
      log.error({ err: error, file }, 'the changed supergraph does not work: the last good one stays');
      onReload(false);
    }
  });
  return {
    answer: (request, exchange) => current.answer(request, exchange),
    agencies: () => current.agencies,
    stop,
    close: async () => {
      closed = true;
      await Promise.all([current.retire(), ...retiring]);
    },
  };
}
