import { readFileSync, statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { StartError } from '@lienthong/shared/errors';

/** Files are looked at this often, in milliseconds: looking also sees renames and mounted volumes. */
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
      `The supergraph ${file} cannot be read (${(error as Error).message}). SUPERGRAPH (or --supergraph) names the file; npm run compose makes the one of this project.`,
    );
  }
}

/**
 * Calls `onChange` with what the file holds whenever that is no longer `current`, one change after the other; of
 * several quick ones the last. Returns how to stop.
 */
export function watchSupergraph(
  file: string,
  current: string,
  onChange: (supergraph: string) => Promise<void>,
): () => void {
  let seen = current;
  let stamp: string | undefined;
  let busy = false;
  let stopped = false;

  const look = async (): Promise<void> => {
    // Taken before the file is read: what is written meanwhile has another one, and is seen the next time.
    const now = stampOf(file);
    if (busy || now === stamp) return;
    busy = true;
    stamp = now;
    try {
      const content = await settled(file);
      if (content !== undefined && content !== seen && !stopped) {
        seen = content;
        await onChange(content);
      }
    } finally {
      busy = false;
    }
  };
  const timer = setInterval(() => void look(), LOOK_EVERY).unref();
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}

/** Changes with every change of the file; undefined while there is none, or none that may be looked at. */
function stampOf(file: string): string | undefined {
  try {
    const { ino, size, mtimeMs, ctimeMs } = statSync(file);
    return `${ino} ${size} ${mtimeMs} ${ctimeMs}`;
  } catch {
    return undefined;
  }
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
