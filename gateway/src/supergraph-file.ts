import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import type { SupergraphSdlHook } from '@apollo/gateway';
import { StartError } from '@lienthong/shared/errors';
import type { Logger } from '@lienthong/shared/log';

/** Files are looked at this often, in milliseconds: polling also sees renames and mounted volumes. */
const LOOK_EVERY = 500;

/**
 * Feeds the gateway the supergraph from a file, and again whenever the file changes. Requests under way finish on the
 * schema they began with; a file that does not work is reported and the last good one stays.
 */
export function supergraphFromFile(
  file: string,
  log: Logger,
  reloaded: (ok: boolean) => void,
): SupergraphSdlHook {
  return async ({ update }) => {
    let current = read(file);
    const onChange = (): void => {
      try {
        const changed = readFileSync(file, 'utf8');
        if (changed === current) return;
        update(changed);
        current = changed;
        log.info({ file }, 'supergraph reloaded');
        reloaded(true);
      } catch (error) {
        log.error({ err: error, file }, 'the changed supergraph does not work: the last good one stays');
        reloaded(false);
      }
    };
    watchFile(file, { interval: LOOK_EVERY, persistent: false }, onChange);
    return { supergraphSdl: current, cleanup: async () => unwatchFile(file, onChange) };
  };
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new StartError(
      'SUPERGRAPH_MISSING',
      `The supergraph ${file} cannot be read (${(error as Error).message}). Compose it with: npm run compose`,
    );
  }
}
