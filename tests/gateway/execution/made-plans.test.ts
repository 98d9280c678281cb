import { expect, it } from '@jest/globals';
import { createAdmission } from '@lienthong/gateway/admission';
import type { ExchangeContext } from '@lienthong/gateway/exchange-context';
import { createPlans } from '@lienthong/gateway/execution/planning/made-plans';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createSignal } from '../signal.ts';

const exchange = {} as ExchangeContext;

const planOf = (calls: number) => ({ plan: { calls: Array<string>(calls).fill('call') } });
type Made = ReturnType<typeof planOf>;

it('What is asked for while it is being made is made once, and then known', async () => {
  const plans = createPlans<Made>(10);
  const held = createSignal();
  let times = 0;
  const make = () =>
    plans.make('way', exchange, async () => {
      times += 1;
      await held.given;
      return planOf(2);
    });
  const [one, other] = [make(), make()];
  expect(plans.known('way')).toBeUndefined();
  held.give();
  expect(await one).toBe(await other);
  expect(plans.known('way')).toBe(await one);
  expect(times).toBe(1);
});

it('What could not be made is told to all who waited for it, and tried again', async () => {
  const plans = createPlans<Made>(10);
  const broken = () => plans.make('way', exchange, () => Promise.reject(new Error('broken')));
  const told = await Promise.allSettled([broken(), broken()]);
  expect(told.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const plan = planOf(1);
  expect(await plans.make('way', exchange, async () => plan)).toBe(plan);
});

it('What is forgotten while it is being made is told to those who wait for it', async () => {
  const plans = createPlans<Made>(1);
  const held = createSignal();
  const first = plans.make('first', exchange, async () => {
    await held.given;
    return planOf(3);
  });
  await plans.make('second', exchange, async () => planOf(4));
  held.give();
  expect(await first).toEqual(planOf(3));
});

it('An exchange takes up no room while it waits for a plan', async () => {
  const held = createSignal();
  const admission = createAdmission(1);
  const [turn, other] = [admission.enter({}), admission.enter({})];
  const plan = createPlans<Made>(1).make('way', { turn } as ExchangeContext, async () => {
    await held.given;
    return planOf(1);
  });
  await other.begins;
  held.give();
  let planned = false;
  void plan.then(() => (planned = true));
  await nextTurn();
  expect(planned).toBe(false);
  other.end();
  await plan;
});
