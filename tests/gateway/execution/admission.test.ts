import { describe, expect, it } from '@jest/globals';
import { createAdmission } from '@lienthong/gateway/execution/admission';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { busyUntil } from './busy-until.ts';

/** What has begun, by name. */
function works(least: number) {
  const { enter, leave } = createAdmission(least);
  const begun: string[] = [];
  return {
    begun,
    begin: async (name: string, calls = 1): Promise<void> => {
      const turn = enter(calls);
      if (turn) await turn;
      begun.push(name);
    },
    end: leave,
  };
}

describe('What is to be executed', () => {
  it('begins at once where there is room', () => {
    const { begin, begun } = works(10);
    void begin('one', 4);
    void begin('two', 4);
    void begin('three', 4);
    expect(begun).toEqual(['one', 'two', 'three']);
  });

  it('waits for a busy processor while as many calls are under way as may be, and begins in its order', async () => {
    const { begin, begun, end } = works(2);
    void begin('one', 2);
    void begin('two');
    void begin('three', 2);
    void begin('four');
    await busyUntil(() => begun.length > 1, 150);
    expect(begun).toEqual(['one']);
    end(2);
    await nextTurn();
    expect(begun).toEqual(['one', 'two', 'three']);
  });

  it('waits for nobody where it asks nobody', () => {
    const { begin, begun } = works(1);
    void begin('one');
    void begin('two');
    void begin('nothing', 0);
    expect(begun).toEqual(['one', 'nothing']);
  });

  it('waits no more than a moment while the processor has nothing to do', async () => {
    const { begin, begun } = works(1);
    for (let name = 1; name <= 40; name += 1) void begin(String(name));
    expect(begun).toHaveLength(1);
    for (let look = 0; look < 500 && begun.length < 40; look += 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(begun).toHaveLength(40);
  });

  it('waits again soon after the processor is busy again, however long it had nothing to do', async () => {
    const { begin, begun, end } = works(4);
    void begin('long', 4);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await busyUntil(() => false, 150);
    void begin('other', 4);
    void begin('waits');
    expect(begun).not.toContain('waits');
    end(4);
    end(4);
    await nextTurn();
    expect(begun).toContain('waits');
  });
});
