import { expect, it } from '@jest/globals';
import { followingExchange } from '@lienthong/gateway/create-exchange';
import type { ExchangeContext } from '@lienthong/gateway/exchange-context';

it('What follows an answer goes to agencies under its own name, and takes no turn of another', () => {
  const exchange = {
    requestId: 'request',
    receiptId: 'first',
    headers: ['x-lienthong-exchange', 'first'],
    turn: { begins: undefined, makes: () => {}, end: () => {} },
    fetches: [{}],
  } as unknown as ExchangeContext;
  const following = followingExchange(exchange);
  expect(following).toMatchObject({ requestId: 'request', told: null, fetches: [] });
  expect(following.receiptId).not.toBe('first');
  expect(following).not.toHaveProperty('headers');
  expect(following).not.toHaveProperty('turn');
});
