import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the range systems hand out by themselves (from 32768 on Linux), so that no client socket takes one meanwhile. */
const LOWEST = 10_000;
const HIGHEST = 32_000;

/** The first of `count` consecutive ports of this machine that nobody listens on. */
export async function freePorts(count: number): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const first = randomInt(LOWEST, HIGHEST - count);
    const ports = Array.from({ length: count }, (_, index) => first + index);
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return first;
  }
  throw new Error(`No ${count} consecutive ports between ${LOWEST} and ${HIGHEST} are free.`);
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
