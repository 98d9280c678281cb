import type { Bytes } from '@lienthong/shared/bytes';
import type { Data } from '../own.ts';
import type { Write } from './compile-writer.ts';

interface Memory {
  known: Map<Data, Bytes>;
}

/** Remembers what was written of each object until it is told to forget. */
export function createMemory() {
  const memories: Memory[] = [];
  let first = 0;

  function remember(write: Write): Write {
    const memory: Memory = { known: new Map() };
    memories.push(memory);
    return (object) => {
      const before = memory.known.get(object);
      if (before !== undefined) {
        // Reading a character makes one piece of what was put together: the pieces would be gone through at every place.
        first = before.charCodeAt(0);
        return before;
      }
      const text = write(object);
      if (text !== null) memory.known.set(object, text);
      return text;
    };
  }

  /**
   * With maps that are new. Of one that is cleared V8 links the old table to the new one, for whoever may be iterating: once a table has grown
   * old, all that follow it and the answers in them are kept, answer after answer, until the whole heap is collected.
   */
  const forget = (): number => {
    for (const memory of memories) if (memory.known.size > 0) memory.known = new Map();
    return first;
  };
  return { remember, forget };
}
