import { Pool } from 'undici';
import { spreadOf } from '../spread.ts';

/*
 * The one who asks, in a process of its own: every connection asks again once it is answered. Orders come from the parent
 * as messages, one at a time, and each is answered by what was seen.
 */

export interface Order {
  readonly url: string;
  readonly query: string;
  /** Beside those of every question. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly seconds: number;
  /** Bytes of the right answer. What tells a caller more may vary a little in length, data may not. */
  readonly bytes: number;
}

export interface Seen {
  readonly requests: number;
  readonly seconds: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Why an answer was not one, where any was not. */
  readonly fault: string | null;
}

const TOLERANCE = 0.02;

const pools = new Map<string, Pool>();

function poolOf(origin: string, connections: number): Pool {
  const key = `${origin} ${connections}`;
  const pool = pools.get(key) ?? new Pool(origin, { connections, pipelining: 1 });
  pools.set(key, pool);
  return pool;
}

async function follow({ url, query, headers: own, connections, seconds, bytes }: Order): Promise<Seen> {
  const { origin, pathname } = new URL(url);
  const pool = poolOf(origin, connections);
  const body = JSON.stringify({ query });
  const headers = { 'content-type': 'application/json', accept: 'application/json', ...own };
  const times: number[] = [];
  let fault: string | null = null;

  const ask = (): Promise<void> =>
    new Promise((resolve) => {
      const askedAt = performance.now();
      let [status, length] = [0, 0];
      pool.dispatch(
        {
          path: pathname,
          method: 'POST',
          headers,
          body,
        },
        {
          onRequestStart: () => undefined,
          onResponseStart: (_, code) => void (status = code),
          onResponseData: (_, chunk) => void (length += chunk.length),
          onResponseEnd: () => {
            times.push(performance.now() - askedAt);
            if (status !== 200) fault ??= `status ${status}`;
            else if (Math.abs(length - bytes) > bytes * TOLERANCE)
              fault ??= `${length} bytes in place of ${bytes}`;
            resolve();
          },
          onResponseError: (_, error) => {
            fault ??= error.message;
            resolve();
          },
        },
      );
    });

  const startedAt = performance.now();
  const until = startedAt + seconds * 1000;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < until && fault === null) await ask();
    }),
  );
  const took = (performance.now() - startedAt) / 1000;
  const sorted = times.sort((one, other) => one - other);
  const p99 = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? Number.NaN;
  const { median, p95 } = spreadOf(sorted);
  return { requests: times.length, seconds: took, p50: median, p95, p99, fault };
}

process.on('message', (order: Order) => void follow(order).then((seen) => process.send!(seen)));
process.on('disconnect', () => process.exit());
process.send!('ready');
