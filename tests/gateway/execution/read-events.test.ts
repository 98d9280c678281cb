import { describe, expect, it } from '@jest/globals';
import { toBytes } from '@lienthong/shared/bytes';
import { EventTooLong, readEvents, type ServerEvent } from '@lienthong/gateway/execution/read-events';

/** A body that comes in pieces of so many bytes. */
async function* inPieces(body: Buffer, size: number): AsyncGenerator<Buffer, void, void> {
  for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size);
}

const ENOUGH = 1_000_000;

async function read(body: AsyncIterable<Buffer>, maxBytes = ENOUGH): Promise<ServerEvent[]> {
  const events: ServerEvent[] = [];
  for await (const event of readEvents(body, maxBytes)) events.push(event);
  return events;
}

const next = (data: string): ServerEvent => ({ name: 'next', data: toBytes(data) });
const COMPLETE: ServerEvent = { name: 'complete', data: '' };

/** Each byte by itself, some bytes, all at once. */
const SIZES = [1, 2, 3, 7, ENOUGH];

describe('Events are the same however they are cut on their way:', () => {
  it.each<[string, string, ServerEvent[]]>([
    ['one after another', 'event: next\ndata: 1\n\nevent: next\ndata: 2\n\n', [next('1'), next('2')]],
    ['lines end with a line feed', 'event: next\ndata: 1\ndata: 2\n\n', [next('1\n2')]],
    ['or a carriage return', 'event: next\rdata: 1\rdata: 2\r\r', [next('1\n2')]],
    ['or both', 'event: next\r\ndata: 1\r\ndata: 2\r\n\r\n', [next('1\n2')]],
    [
      'or each with another',
      'event: next\r\ndata: 1\rdata: 2\n\r\nevent: next\rdata: 3\n\r',
      [next('1\n2'), next('3')],
    ],
    ['letters of many bytes', 'event: next\ndata: {"a":"Đà Nẵng 📄"}\n\n', [next('{"a":"Đà Nẵng 📄"}')]],
    ['a mark before the first line', '\ufeffevent: next\ndata: 1\n\n', [next('1')]],
    ['a mark before nothing', '\ufeff\nevent: next\ndata: 1\n\n', [next('1')]],
    ['a mark that stands elsewhere', 'event: next\ndata: \ufeff\n\n', [next('\ufeff')]],
    ['comments, which say nothing', ':\n\n: a: b\nevent: next\n:\ndata: 1\n:data: 2\n\n:\n\n', [next('1')]],
    ['fields nobody knows', 'id: 1\nevent: next\nretry\ndata: 1\nDATA: 2\n\n', [next('1')]],
    ['no space after the colon, or two', 'event:next\ndata:1\ndata:  2\n\n', [next('1\n 2')]],
    ['no name', 'data: 1\n\n', [{ name: 'message', data: '1' }]],
    ['data that say nothing', 'event: next\ndata\ndata:\n\n', [next('\n')]],
    ['no data, which is no event', 'event: next\n\ndata: 1\n\n', [{ name: 'message', data: '1' }]],
    ['an end with data', 'event: complete\ndata:\n\n', [COMPLETE]],
    ['an end without', 'event: next\ndata: 1\n\nevent: complete\n\n', [next('1'), COMPLETE]],
    ['one that breaks off', 'event: next\ndata: 1\n\nevent: next\ndata: 2\n', [next('1')]],
    ['nothing', '', []],
  ])('%s', async (_, stream, events) => {
    for (const size of SIZES) expect(await read(inPieces(Buffer.from(stream), size))).toEqual(events);
  });

  it.each([
    [20_000, SIZES],
    [100_000, [7, 1_000, ENOUGH]],
  ])('a long one, of %i letters', async (letters, sizes) => {
    const data = `{"a":"${'ạ'.repeat(letters)}"}`;
    const stream = Buffer.from(`event: next\r\ndata: ${data}\r\n\r\nevent: complete\r\n\r\n`);
    for (const size of sizes) expect(await read(inPieces(stream, size))).toEqual([next(data), COMPLETE]);
  });
});

it('Pieces of nothing change nothing, also between the halves of what ends a line', async () => {
  async function* body(): AsyncGenerator<Buffer, void, void> {
    for (const piece of ['', 'event: next\r', '', '\ndata: 1\r', '', '\n\r', '', '\n'])
      yield Buffer.from(piece);
  }
  expect(await read(body())).toEqual([next('1')]);
});

it('An event is told as soon as its end has come, and nothing is read before it is asked for', async () => {
  let taken = 0;
  async function* body(): AsyncGenerator<Buffer, void, void> {
    for (const piece of ['event: next\rdata: 1\r\r', '\n', 'event: next\rdata: 2\r\r']) {
      taken += 1;
      yield Buffer.from(piece);
    }
  }
  const events = readEvents(body(), ENOUGH);
  expect(taken).toBe(0);
  expect([(await events.next()).value, taken]).toEqual([next('1'), 1]);
  expect([(await events.next()).value, taken]).toEqual([next('2'), 3]);
});

describe('An event longer than may be', () => {
  const LINES = ['event: next', `data: ${'1'.repeat(50)}`, `data: ${'2'.repeat(50)}`];
  const length = LINES.join('').length;
  const stream = Buffer.from(`${LINES.join('\n')}\n\n`);

  it.each(SIZES)('is refused, in pieces of %d, and one that is just as long is not', async (size) => {
    expect(await read(inPieces(stream, size), length)).toHaveLength(1);
    await expect(read(inPieces(stream, size), length - 1)).rejects.toThrow(EventTooLong);
  });

  it.each(SIZES)('is refused before its line ends, in pieces of %d', async (size) => {
    let sent = 0;
    async function* endless(): AsyncGenerator<Buffer, void, void> {
      for (; sent <= 10 * ENOUGH; sent += size) yield Buffer.alloc(size, 'x');
    }
    await expect(read(endless(), 1_000)).rejects.toThrow(EventTooLong);
    expect(sent).toBeLessThanOrEqual(1_000);
  });

  it.each(SIZES)('does not count what came before it, in pieces of %d', async (size) => {
    const many = Buffer.concat(Array<Buffer>(20).fill(stream));
    expect(await read(inPieces(many, size), length)).toHaveLength(20);
  });
});
