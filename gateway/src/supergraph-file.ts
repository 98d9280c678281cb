import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { StartError } from '@lienthong/shared/errors';

/** Files are looked at this often, in milliseconds: polling also sees renames and mounted volumes. */
const LOOK_EVERY = 500;
/** What is being written is left alone until it stays the same for so long. */
const SETTLED_AFTER = 100;

/** The supergraph as a file has it. */
export function readSupergraph(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new StartError(
      'SUPERGRAPH_MISSING',
      `The supergraph ${file} cannot be read (${(error as Error).message}). Compose it with: npm run compose`,
    );
  }
}

/**
 * Calls `onChange` with what the file holds whenever it holds something new, one change after the other; of several
 * quick ones the last. Returns how to stop.
 */
export function watchSupergraph(
  file: string,
  current: string,
  onChange: (supergraph: string) => Promise<void>,
): () => void {
  let seen = current;
  let busy = false;
  let stopped = false;

  const look = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    for (
      let changed = await settled(file);
      changed !== undefined && changed !== seen && !stopped;
      changed = await settled(file)
    ) {
      seen = changed;
      await onChange(changed);
    }
    busy = false;
  };
  const onLook = (): void => void look();
  watchFile(file, { interval: LOOK_EVERY, persistent: false }, onLook);
  return () => {
    stopped = true;
    unwatchFile(file, onLook);
  };
}

/** The file once it stays the same for a moment; undefined while there is none. */
async function settled(file: string): Promise<string | undefined> {
  for (let before = contentOf(file); ;) {
    await wait(SETTLED_AFTER, undefined, { ref: false });
    const now = contentOf(file);
    if (now === before) return now;
    before = now;
  }
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
