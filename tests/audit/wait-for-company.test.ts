import { expect, it } from '@jest/globals';
import { groupCommit } from '@lienthong/gateway/audit/group-commit';
import { waitForCompany } from '@lienthong/gateway/audit/wait-for-company';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { busyUntil } from '../gateway/busy-until.ts';

/** Groups as they were written, while so many exchanges are being worked on whose receipts are to come. */
function writing(toCome: () => number, longestMs?: number) {
  const groups: number[][] = [];
  const { add, drain } = groupCommit(async (group: readonly number[]) => void groups.push([...group]), {
    prepare: (receipt: number) => receipt,
    largestGroup: 100,
    longestQueue: 100,
    gather: waitForCompany(toCome, longestMs),
    overflow: () => new Error('full'),
  });
  return { groups, add, drain };
}

it('A receipt nobody else’s is to follow waits for none, however busy the processor is', async () => {
  const { groups, add } = writing(() => 0);
  await busyUntil(() => false, 30);
  void add(1);
  await nextTurn();
  await nextTurn();
  expect(groups).toEqual([[1]]);
});

it('While the processor is busy a receipt waits for those that follow, as long as there are such', async () => {
  let left = 5;
  const { groups, add } = writing(() => left, 10_000);
  await busyUntil(() => false, 30);
  for (let receipt = 1; receipt <= 5; receipt += 1) {
    await busyUntil(() => false, 1);
    expect(groups).toEqual([]);
    left -= 1;
    void add(receipt);
  }
  await nextTurn();
  await nextTurn();
  expect(groups).toEqual([[1, 2, 3, 4, 5]]);
});

it('No receipt waits long, however many are worked on', async () => {
  const { groups, add } = writing(() => 1_000);
  await busyUntil(() => false, 30);
  const startedAt = performance.now();
  void add(1);
  await nextTurn();
  await nextTurn();
  expect(groups).toEqual([]);
  await busyUntil(() => groups.length > 0, 5_000);
  expect(groups).toEqual([[1]]);
  expect(performance.now() - startedAt).toBeGreaterThan(15);
});

/** It is tried more than once: what other suites left behind in this process may have kept it busy just then. */
it('Where the processor has time left no receipt waits', async () => {
  let written: number[][] = [];
  for (let attempt = 0; attempt < 10 && written.length === 0; attempt += 1) {
    const { groups, add, drain } = writing(() => 1_000);
    await new Promise((resolve) => setTimeout(resolve, 100));
    void add(1);
    await nextTurn();
    await nextTurn();
    written = [...groups];
    await drain();
  }
  expect(written).toEqual([[1]]);
});
