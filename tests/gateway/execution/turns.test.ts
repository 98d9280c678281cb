import { expect, it } from '@jest/globals';
import { createTurns } from '@lienthong/gateway/execution/planning/apart/turns';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createSignal } from '../signal.ts';

const LONG = 60_000;
const tooLong = () => new Error('too long');

it('One piece of work is done after the other, in the order they came, whatever becomes of them', async () => {
  const inTurn = createTurns(LONG, tooLong);
  const done: string[] = [];
  const held = createSignal();
  const first = inTurn(async () => {
    await held.given;
    done.push('first');
    throw new Error('broken');
  });
  const [second, third] = ['second', 'third'].map((name) =>
    inTurn(async () => {
      done.push(name);
      await nextTurn();
      done.push(`${name} ended`);
    }),
  );
  await nextTurn();
  expect(done).toEqual([]);
  held.give();
  await expect(first).rejects.toThrow('broken');
  await Promise.all([second, third]);
  expect(done).toEqual(['first', 'second', 'second ended', 'third', 'third ended']);
});

it('Who waits too long is told so, and is not done later', async () => {
  const inTurn = createTurns(20, tooLong);
  const done: string[] = [];
  const held = createSignal();
  const first = inTurn(() => held.given);
  await expect(inTurn(async () => done.push('late'))).rejects.toThrow('too long');
  held.give();
  await first;
  await inTurn(async () => done.push('next'));
  expect(done).toEqual(['next']);
});
