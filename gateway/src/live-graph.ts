import { StartError } from '@lienthong/shared/errors';
import type { Logger } from '@lienthong/shared/log';
import type { Graph } from './graph.ts';
import { readSupergraph, watchSupergraph } from './supergraph-file.ts';

export interface LiveGraph extends Graph {
  /** Stops following the file. */
  stop(): void;
}

/**
 * The graph of a supergraph file, and of each new one as the file changes. A request is parsed, planned and executed
 * on the version it began with; one that cannot be opened is reported, and the last good one stays.
 */
export async function followSupergraph(
  file: string,
  open: (supergraph: string) => Promise<Graph>,
  onReload: (taken: boolean) => void,
  log: Logger,
): Promise<LiveGraph> {
  const first = readSupergraph(file);
  let current = await open(first).catch((error: unknown) => {
    if (error instanceof StartError && error.code === 'ENGINE_NOT_INSTALLED') throw error;
    throw new StartError(
      'SUPERGRAPH_UNUSABLE',
      `The supergraph ${file} does not work: ${(error as Error).message}`,
    );
  });

  const stop = watchSupergraph(file, first, async (changed) => {
    try {
      current = await open(changed);
      log.info({ file }, 'supergraph reloaded');
      onReload(true);
    } catch (error) {
      log.error({ err: error, file }, 'the changed supergraph does not work: the last good one stays');
      onReload(false);
    }
  });
  return { answer: (request, exchange) => current.answer(request, exchange), stop };
}
