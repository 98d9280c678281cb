import { describe, expect, it } from '@jest/globals';
import type { Data } from '@lienthong/gateway/execution/own';
import { createMemory } from '@lienthong/gateway/execution/shaping/remember-written';

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
});
