import { describe, expect, it } from '@jest/globals';
import { showEvents } from '../../scripts/demo/live/show-events.ts';
import { showParts } from '../../scripts/demo/live/show-parts.ts';
import type { Answer, Exchange } from '../../scripts/use-cases/exchange.ts';
import { putTogether, readParts, type Part } from '../../scripts/use-cases/parts.ts';

const first: Part = { data: { citizen: { name: 'Khoa', home: { town: 'Huế' } } }, hasNext: true };
const second: Part = {
  incremental: [
    { path: ['citizen'], data: { home: { street: 'Lê Lợi' } } },
    { path: ['citizen', 'home'], data: null },
  ],
  hasNext: false,
};
const whole = { citizen: { name: 'Khoa', home: { town: 'Huế', street: 'Lê Lợi' } } };

it('Parts are read as they come, wherever they are cut, and put together in their places', async () => {
  const head = '\r\ncontent-type: application/json; charset=utf-8\r\n\r\n';
  const text = `\r\n---${head}${JSON.stringify(first)}\r\n---${head}${JSON.stringify(second)}\r\n-----\r\n`;
  const bytes = new TextEncoder().encode(text);
  for (let length = 1; length < bytes.length; length += 7) {
    const pieces = Array.from({ length: Math.ceil(bytes.length / length) }, (_, place) =>
      bytes.slice(place * length, (place + 1) * length),
    );
    const parts: Part[] = [];
    for await (const part of readParts(new Response(ReadableStream.from(pieces) as ReadableStream)))
      parts.push(part);
    expect(parts).toEqual([first, second]);
    expect(putTogether(parts)).toEqual(whole);
  }
});

/** What is shown and answered of an exchange that answers so. */
async function shownOf(
  show: typeof showParts,
  { parts = [], data = whole, events = [] }: { parts?: Part[]; data?: unknown; events?: Answer[] },
) {
  const said: string[] = [];
  const exchange: Exchange = {
    ask: async () => ({ data }),
    askInParts: async function* () {
      yield* parts;
    },
    follow: async () =>
      (async function* () {
        yield* events;
      })(),
  };
  const asExpected = await show(exchange, 'en', (text) => said.push(text));
  return { asExpected, last: said.at(-1)!.trim() };
}

describe('The demo says so where', () => {
  const otherwise = 'Not as expected: put together, the parts are not the whole answer.';
  const nothing = 'Not as expected: the event was not told.';

  it.each([
    ['parts are not the whole', { parts: [first, { ...second, incremental: [] }] }, otherwise],
    ['an answer comes in one part', { parts: [{ data: whole, hasNext: false }] }, otherwise],
  ])('%s', async (_, answers, last) => {
    expect(await shownOf(showParts, answers)).toEqual({ asExpected: false, last });
  });

  it.each([
    ['nothing is told of an agreement', []],
    [
      'something else is told',
      [{ data: { ministryOfJusticeAgreementChanged: { id: 'one', status: 'ACTIVE' } } }],
    ],
    [
      'another agreement is told of',
      [{ data: { ministryOfJusticeAgreementChanged: { id: 'other', status: 'SUBMITTED' } } }],
    ],
  ])('%s', async (_, events) => {
    const data = { ministryOfJusticeRequestAgreement: { id: 'one' } };
    expect(await shownOf(showEvents, { events, data })).toEqual({ asExpected: false, last: nothing });
  });
});
