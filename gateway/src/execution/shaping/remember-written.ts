import type { Bytes } from '@lienthong/shared/bytes';
import { inOnePiece } from '@lienthong/shared/kept-text';
import type { Data } from '../own.ts';
import type { Write } from './compile-writer.ts';

interface Memory {
  known: Map<Data, Bytes>;
}

/** Remembers what was written of each object until it is told to forget. */
export function createMemory() {
  const memories: Memory[] = [];
  let writing = 0;

  function remember(write: Write): Write {
    const memory: Memory = { known: new Map() };
    memories.push(memory);
    return (object, before) => {
      const known = memory.known.get(object);
      if (known !== undefined) return before + inOnePiece(known);
      writing += 1;
      const text = write(object, '');
      writing -= 1;
      if (text === null) return null;
      memory.known.set(object, text);
      return before + text;
    };
  }

  /**
   * With maps that are new. Of one that is cleared V8 links the old table to the new one, for whoever may be iterating: once a table has grown
   * old, all that follow it and the answers in them are kept, answer after answer, until the whole heap is collected.
   */
  const forget = (): void => {
    for (const memory of memories) if (memory.known.size > 0) memory.known = new Map();
    writing = 0;
  };
  /** Whether what is being written will be remembered. */
  const isWriting = (): boolean => writing > 0;
  return { remember, forget, isWriting };
}
