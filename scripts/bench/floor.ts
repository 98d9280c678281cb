import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { show, spreadOf } from './spread.ts';

/** As far apart as small questions come, one after another: in between, the processor does something else or nothing. */
const APART_MS = 3;
const TIMES = 400;
/** About what a receipt of a small question takes. */
const RECEIPT = Buffer.alloc(700, 'x');
/** Written beforehand, so that a flush has nothing but the bytes to bring to the disk. */
const ROOM = 4 * 1024 * 1024;

/**
 * What a receipt of its own takes on this machine at least, whoever writes it: so many bytes hashed, written and flushed,
 * and a signature; no table, no tree, nothing made. Processor time, in milliseconds, of the calls alone.
 */
export async function measureFloor(say: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lienthong-floor-'));
  const file = openSync(join(folder, 'log'), 'w');
  const { privateKey } = generateKeyPairSync('ed25519');
  let end = 0;
  const flush = (): void => {
    end += writeSync(file, RECEIPT, 0, RECEIPT.length, end);
    fdatasyncSync(file);
  };
  const signed = (): void => void sign(null, createHash('sha256').update(RECEIPT).digest(), privateKey);
  try {
    writeSync(file, Buffer.alloc(ROOM));
    fdatasyncSync(file);
    const both = (): void => [signed, flush].forEach((part) => part());
    say(
      `\nwhat a receipt asks for at least here: ${RECEIPT.length} bytes hashed, signed, written and flushed`,
    );
    for (const [title, part] of Object.entries({ 'hash and signature': signed, flush, both })) {
      const [apart, atOnce] = [await cost(part, APART_MS), await cost(part, 0)];
      say(`  ${title.padEnd(18)}  CPU ${apart} ms every ${APART_MS} ms   ${atOnce} ms in a loop`);
    }
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function cost(part: () => void, apartMs: number): Promise<string> {
  const taken: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    if (apartMs > 0) await sleep(apartMs);
    const before = process.cpuUsage();
    part();
    const { user, system } = process.cpuUsage(before);
    taken.push((user + system) / 1000);
  }
  return show(spreadOf(taken), 2);
}
