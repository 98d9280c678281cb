import { expect, it } from '@jest/globals';
import { createCancellation } from '@lienthong/gateway/execution/cancellation';
import { createFlights } from '@lienthong/gateway/execution/flights';
import { collectAll, oldHeap } from '../../support/old-heap.ts';

const ASKER = { caller: 'clinic', seal: 'seal' };

it('Of what is asked and answered nothing is kept for what is asked next, also where all of it has grown old once', async () => {
  const flights = createFlights<readonly object[]>(() => {});
  const answer = async (question: number): Promise<readonly object[]> => {
    await Promise.resolve();
    return Array.from({ length: 2_000 }, (_, number) => ({
      number,
      name: `object ${number} of ${question}`,
    }));
  };
  const ask = (question: number) =>
    flights.join(`question ${question}`, ASKER, createCancellation(), () => answer(question));
  /** Some are always under way: the next is asked before the last is answered. */
  const askMany = async (count: number): Promise<void> => {
    let last: Promise<unknown> = Promise.resolve();
    for (let question = 0; question < count; question += 1) {
      const next = ask(question);
      await last;
      last = next;
    }
    await last;
  };
  await askMany(3);
  const underWay = ask(-1);
  collectAll();
  await underWay;
  const before = oldHeap();
  await askMany(500);
  expect(oldHeap() - before).toBeLessThan(5_000_000);
});
