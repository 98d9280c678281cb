import { describe, expect, it } from '@jest/globals';
import type { Data } from '@lienthong/gateway/execution/own';
import { createMemory } from '@lienthong/gateway/execution/shaping/remember-written';
import { collectAll, oldHeap } from '../../support/old-heap.ts';

describe('A memory of what was written', () => {
  it('writes an object once until it is told to forget', () => {
    const { remember, forget } = createMemory();
    let times = 0;
    const write = remember(() => `text ${(times += 1)}`);
    const object: Data = {};
    expect([write(object), write(object)]).toEqual(['text 1', 'text 1']);
    forget();
    expect(write(object)).toBe('text 2');
  });

  it('keeps nothing of an answer for the next one, also where all of it has grown old once', () => {
    const { remember, forget } = createMemory();
    const write = remember(({ number }) => String(number));
    const answer = (): void => {
      for (let number = 0; number < 2_000; number += 1) write({ number, name: `object ${number}` });
    };
    answer();
    collectAll();
    forget();
    const before = oldHeap();
    for (let count = 0; count < 500; count += 1) {
      answer();
      forget();
    }
    // They took more than 50 MB.
    expect(oldHeap() - before).toBeLessThan(5_000_000);
  });
});
