import { expect, it } from '@jest/globals';
import { createCircuitBreaker } from '@lienthong/gateway/execution/circuit-breaker';

const RESET = 1_000;

/** A breaker that opens after three failures, by a clock that is set by hand. */
function breakerAt(start = 0) {
  const clock = { now: start };
  const changes: boolean[] = [];
  const breaker = createCircuitBreaker({
    failures: 3,
    resetMs: RESET,
    onChange: (open) => changes.push(open),
    now: () => clock.now,
  });
  const ask = (how: 'success' | 'failure' | 'neither'): void => breaker.leave(breaker.enter()!, how);
  return { breaker, clock, changes, ask };
}

function openedAt(start = 0) {
  const opened = breakerAt(start);
  for (let times = 0; times < 3; times += 1) opened.ask('failure');
  return opened;
}

it('lets everybody ask until so many failed in a row', () => {
  const { breaker, changes, ask } = breakerAt();
  for (const how of ['failure', 'failure', 'success', 'failure', 'failure', 'neither'] as const) ask(how);
  expect(breaker.enter()).toBe('one-of-all');
  expect(changes).toEqual([]);
  ask('failure');
  expect(breaker.enter()).toBeNull();
  expect(changes).toEqual([true]);
});

it('lets nobody ask before its time, and one after it', () => {
  const { breaker, clock } = openedAt();
  clock.now = RESET - 1;
  expect(breaker.enter()).toBeNull();
  clock.now = RESET;
  expect([breaker.enter(), breaker.enter()]).toEqual(['trial', null]);
});

it.each(['success', 'neither'] as const)(
  'closes where the one that tries ends with %s, and tells those who wait',
  async (how) => {
    const { breaker, clock, changes, ask } = openedAt();
    clock.now = RESET;
    const pass = breaker.enter()!;
    const waiting = breaker.trial()!;
    breaker.leave(pass, how);
    await waiting;
    expect(breaker.trial()).toBeNull();
    expect(changes).toEqual([true, false]);
    ask('failure');
    expect(breaker.enter()).toBe('one-of-all');
  },
);

it('stays open for as long again where the one that tries fails', async () => {
  const { breaker, clock, changes } = openedAt();
  clock.now = RESET;
  const pass = breaker.enter()!;
  const waiting = breaker.trial()!;
  clock.now = RESET + 500;
  breaker.leave(pass, 'failure');
  await waiting;
  clock.now = 2 * RESET + 499;
  expect(breaker.enter()).toBeNull();
  clock.now = 2 * RESET + 500;
  expect(breaker.enter()).toBe('trial');
  expect(changes).toEqual([true]);
});

it.each(['success', 'failure'] as const)(
  'is not told by the late %s of what was asked before it opened how the one that tries ends',
  (how) => {
    const { breaker, clock, changes, ask } = breakerAt();
    const early = breaker.enter()!;
    for (let times = 0; times < 3; times += 1) ask('failure');
    clock.now = RESET;
    const trying = breaker.enter()!;
    breaker.leave(early, how);
    expect(breaker.trial()).not.toBeNull();
    expect(breaker.enter()).toBeNull();
    breaker.leave(trying, 'success');
    expect(changes).toEqual([true, false]);
  },
);
