import type { Bytes } from '@lienthong/shared/bytes';
import type { Data } from '../own.ts';
import type { Write } from './compile-writer.ts';

/** Remembers what was written of each object until it is told to forget. */
export function createMemory() {
  const memories: Map<Data, Bytes>[] = [];
  let first = 0;

  function remember(write: Write): Write {
    const known = new Map<Data, Bytes>();
    memories.push(known);
    return (object) => {
      const before = known.get(object);
      if (before !== undefined) {
        // Reading a character makes one piece of what was put together: the pieces would be gone through at every place.
        first = before.charCodeAt(0);
        return before;
      }
      const text = write(object);
      if (text !== null) known.set(object, text);
      return text;
    };
  }

  const forget = (): number => {
    for (const known of memories) known.clear();
    return first;
  };
  return { remember, forget };
}
