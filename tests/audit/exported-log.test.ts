import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LogItem } from '@lienthong/gateway/audit/log-item';
import { lineOf, readLines } from '@lienthong/gateway/audit/log-lines';
import { EMPTY } from '@lienthong/gateway/audit/merkle';
import { partOfTime, readLog } from '@lienthong/gateway/audit/store/log-store';
import { openSqliteStore, readSqliteStore } from '@lienthong/gateway/audit/store/sqlite-store';
import fc from 'fast-check';
import { temporaryFolder, type TemporaryFolder } from '../support/folder.ts';
import { receiptOf } from './receipts.ts';
import {
  SIZE,
  all,
  texts,
  writeHonestLog,
  checkpointAt,
  receipt,
  edited,
  replaceEntry,
  isReceipt,
} from './tampering.ts';
import { appendEach, collect, openTestLedger, streamOf, verifyItems } from './test-ledger.ts';

let folder: TemporaryFolder;
let honest: readonly LogItem[];
beforeAll(async () => {
  folder = temporaryFolder();
  honest = await writeHonestLog(folder.path);
});
afterAll(() => folder.remove());

describe('A log as lines', () => {
  const bytes = (): Buffer => Buffer.from(`${honest.map(lineOf).join('\n')}\n`);
  const read = (log: Buffer) => verifyItems(readLines(streamOf([log])));

  it('reads back as what it was, however it is cut into pieces', async () => {
    const asText = (items: readonly LogItem[]) => items.map(lineOf);
    const log = bytes();
    for (const length of [1, 7, 1000, log.length]) {
      const pieces = Array.from({ length: Math.ceil(log.length / length) }, (_, index) =>
        log.subarray(index * length, (index + 1) * length),
      );
      expect(asText(await collect(readLines(streamOf(pieces))))).toEqual(asText(honest));
    }
    expect(await read(log)).toMatchObject({ entries: SIZE, checkpoints: 6, finding: null });
  });

  it('has an entry in a line of its own, byte for byte as it was hashed', () => {
    expect(honest.filter(isReceipt).map(lineOf)).toEqual(texts);
  });

  it('needs no recorded hashes to be verified, only to name what was touched', async () => {
    const bare = honest.filter(({ kind }) => kind !== 'hashes' && kind !== 'start');
    expect(await verifyItems(bare)).toMatchObject({ entries: SIZE, finding: null });
    const tampered = replaceEntry(17, edited(texts[17]!))(bare);
    expect((await verifyItems(tampered)).finding).toMatchObject({ code: 'REWRITTEN', index: 10, upTo: 19 });
  });

  it('shows any one byte that was changed', async () => {
    const log = bytes();
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: log.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (place, change) => {
          const changed = Buffer.from(log);
          changed[place]! ^= change;
          expect((await read(changed)).finding).not.toBeNull();
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    ['a space', (text: string) => text.replace('{"checkpoint":', '{"checkpoint": ')],
    ['a space at its end', (text: string) => text.replace('\\n"}\n', '\\n"} \n')],
    [
      'another spelling of a letter',
      (text: string) => text.replace('{"checkpoint":"l', '{"checkpoint":"\\u006c'),
    ],
    ['a property twice', (text: string) => text.replace('{"checkpoint":', '{"checkpoint":"","checkpoint":')],
  ])('shows %s that changes no meaning', async (_, change) => {
    const changed = change(bytes().toString());
    expect(changed).not.toBe(bytes().toString());
    expect((await read(Buffer.from(changed))).finding).toMatchObject({ code: 'UNREADABLE', index: 0 });
  });

  it('shows that it was cut off, wherever that was, unless exactly after a checkpoint', async () => {
    const log = bytes();
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: log.length - 2 }), async (length) => {
        const { finding, entries } = await read(log.subarray(0, length));
        if (finding === null) expect([0, 10, 20, 30, 40]).toContain(entries);
      }),
      { numRuns: 200 },
    );
  });

  it('made of anything at all gets an answer', async () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.constantFrom(
        ...['{"log":', '{"hashes":"', '{"withheld":"AA"}', '{"checkpoint":""}', '{"log":{}}', ''],
      ),
      fc.constantFrom(0, 1, 2, 3, 20).map((index) => lineOf(honest[index]!)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 20 }), async (lines) => {
        const { finding } = await read(Buffer.from(lines.join('\n')));
        if (finding === null) expect(lines).toContain(lineOf(honest[checkpointAt(honest, 0)]!));
      }),
    );
  });

  it('with a line without end is given up, not read into memory', async () => {
    async function* endless(): AsyncGenerator<Buffer> {
      for (;;) yield Buffer.alloc(1024 * 1024, 'x');
    }
    expect((await verifyItems(readLines(endless()))).finding).toMatchObject({ code: 'UNREADABLE', index: 0 });
  });

  it('without a checkpoint for longer than any gateway leaves is given up too', async () => {
    async function* endless(): AsyncGenerator<LogItem> {
      yield honest[0]!;
      for (let index = 0; index < 11_000; index += 1) yield receipt(`{"id":"${index}"}`);
    }
    expect((await verifyItems(endless())).finding).toMatchObject({ code: 'CHECKPOINT_MISSING', index: 0 });
  });
});

describe('A part of a log', () => {
  it('from checkpoint to checkpoint is verified by itself', async () => {
    const store = readSqliteStore(join(folder.path, 'gateway-1.sqlite'));
    const part = await collect(readLog(store, { from: 20, to: 40 }));
    expect(await verifyItems(part)).toMatchObject({ from: 20, entries: 20, checkpoints: 3, finding: null });
    const tampered = replaceEntry(33, edited(texts[33]!))(part);
    expect((await verifyItems(tampered)).finding).toMatchObject({ code: 'ALTERED', index: 33 });
    const moved = part.map((item) => (item.kind === 'start' ? { ...item, range: EMPTY } : item));
    expect((await verifyItems(moved)).finding).not.toBeNull();
    await store.close();
  });

  it('is chosen by time, and widened to the checkpoints around it', async () => {
    const store = readSqliteStore(join(folder.path, 'gateway-1.sqlite'));
    const at = (index: number) => Date.parse(all[index]!.time);
    expect(await partOfTime(store, { from: at(13), to: at(27) })).toEqual({ from: 10, to: 30 });
    expect(await partOfTime(store, { from: at(20), to: at(30) })).toEqual({ from: 20, to: 30 });
    expect(await partOfTime(store, { to: at(1) })).toEqual({ from: 0, to: 10 });
    expect(await partOfTime(store, { from: at(44) })).toEqual({ from: 40, to: 45 });
    expect(await partOfTime(store, { from: at(44) + 1 })).toBeNull();
    await store.close();
  });

  it('holds what began in that time, whenever it was written', async () => {
    const place = temporaryFolder();
    const store = openSqliteStore(join(place.path, 'gateway-1.sqlite'));
    const ledger = await openTestLedger(store, { keepEvery: { entries: 1, seconds: 3600 } });
    const [slow, ...others] = all;
    await appendEach(ledger, [...others, slow!]);
    const began = Date.parse(slow!.time);
    expect(await partOfTime(store, { from: began })).toEqual({ from: 0, to: all.length });
    expect(await partOfTime(store, { to: began + 1 })).toEqual({ from: all.length - 1, to: all.length });
    await ledger.close();
    place.remove();
  });
});

describe('Entries that are sealed', () => {
  it('are withheld by their hash alone, and the log holds all the same', async () => {
    const place = temporaryFolder();
    const store = openSqliteStore(join(place.path, 'gateway-1.sqlite'));
    const ledger = await openTestLedger(store);
    const sealed = receiptOf({ sealedUntil: '2027-01-01T00:00:00.000Z', purpose: 'criminal-investigation' });
    await appendEach(ledger, [all[0]!, sealed, all[1]!]);

    const during = await collect(readLog(store, { from: 0, withholdAt: '2026-06-01T00:00:00.000Z' }));
    expect(await verifyItems(during)).toMatchObject({ entries: 3, withheld: 1, finding: null });
    expect(during.map(lineOf).join('\n')).not.toContain('criminal-investigation');
    const after = await collect(readLog(store, { from: 0, withholdAt: '2027-01-01T00:00:00.000Z' }));
    expect(await verifyItems(after)).toMatchObject({ entries: 3, withheld: 0, finding: null });
    await ledger.close();
    place.remove();
  });
});
