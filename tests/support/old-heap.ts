import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Collects everything that nobody holds; what is left has grown old. */
export function collectAll(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // What is young is moved by the first, and lies where it stays after the second.
  collect();
  collect();
}

/** How many bytes are old: what was moved there stays, needed or not, until everything is collected. */
export const oldHeap = (): number =>
  getHeapSpaceStatistics().find(({ space_name: name }) => name === 'old_space')!.space_used_size;
