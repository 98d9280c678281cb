import { describe, expect, it } from '@jest/globals';
import type { Data } from '@lienthong/gateway/execution/own';
import { createMemory } from '@lienthong/gateway/execution/shaping/remember-written';

describe('A memory of what was written', () => {
  it('writes an object once until it is told to forget', () => {
    const { remember, forget } = createMemory();
    let times = 0;
    const write = remember((_, before) => `${before}text ${(times += 1)}`);
    const object: Data = {};
    expect([write(object, 'a: '), write(object, 'b: ')]).toEqual(['a: text 1', 'b: text 1']);
    forget();
    expect(write(object, '')).toBe('text 2');
  });

  it('knows whether what is written will be remembered', () => {
    const { remember, isWriting } = createMemory();
    const seen: boolean[] = [];
    const inner = remember(() => {
      seen.push(isWriting());
      return '';
    });
    const outer = remember((object) => {
      inner(object, '');
      seen.push(isWriting());
      return null;
    });
    outer({}, '');
    expect([...seen, isWriting()]).toEqual([true, true, false]);
  });
});
