import { describe, expect, it } from '@jest/globals';
import { createAdmission, type Turn } from '@lienthong/gateway/admission';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { busyUntil } from './busy-until.ts';

/** Questions that are known: each made so many calls when it was asked before. */
const MAKES = new Map(Array.from({ length: 10 }, (_, calls) => [calls, { calls }]));

/** What has begun, by name. */
function works(least: number) {
  const { enter, open } = createAdmission(least);
  const begun: string[] = [];
  const turns = new Map<string, Turn>();
  for (const [calls, question] of MAKES) {
    const turn = enter(question);
    turn.makes(calls);
    turn.end();
  }
  return {
    begun,
    open,
    begin: async (name: string, calls = 1, question: object = MAKES.get(calls)!): Promise<void> => {
      const turn = enter(question);
      turns.set(name, turn);
      if (turn.begins) await turn.begins;
      begun.push(name);
      turn.makes(calls);
    },
    end: (name: string): void => turns.get(name)!.end(),
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
    end('one');
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
    end('long');
    end('other');
    await nextTurn();
    expect(begun).toContain('waits');
  });

  it('takes the room of one call where nobody knows yet how many it makes, and as soon as that is known, of all', () => {
    const { begin, begun } = works(4);
    const question = {};
    void begin('never asked', 4, question);
    void begin('same question', 4, question);
    expect(begun).toEqual(['never asked']);
  });

  it('makes room once, however often it is said that it has ended', async () => {
    const { begin, begun, end, open } = works(2);
    for (const name of ['one', 'two', 'three', 'four']) void begin(name);
    expect(open()).toBe(4);
    end('one');
    end('one');
    await busyUntil(() => begun.length > 3, 150);
    expect(begun).toEqual(['one', 'two', 'three']);
    expect(open()).toBe(3);
  });
});
