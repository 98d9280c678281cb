import { once } from 'node:events';
import { createClient } from '@redis/client';
import type { Logger } from '../log.ts';
import { countUsage } from './count-usage.ts';
import { QuotaUnavailable } from './usage-counter.ts';

export interface RedisSettings {
  /** `redis[s]://[user:password@]host[:port][/database]` */
  readonly url: string;
  /** Milliseconds until a question that has no answer is given up. */
  readonly patience?: number;
  readonly log?: Logger;
}

export interface RedisConnection {
  /** Asks once, and within bounded time answers or throws {@link QuotaUnavailable}. */
  ask<T>(question: (client: RedisClient) => Promise<T>): Promise<T>;
  close(): void;
}

type RedisClient = ReturnType<typeof newClient>;

/** Comes back by itself after every loss. Meanwhile nothing is put in a queue: it would be counted when nobody waits. */
export async function connectRedis({ url, patience = 2000, log }: RedisSettings): Promise<RedisConnection> {
  let lost = false;
  const connect = (): RedisClient => {
    const client = newClient(url, patience);
    client.on('error', (error: Error & { code?: string }) => {
      if (!lost)
        log?.warn({ reason: error.code ?? error.message }, 'Redis is lost: what must be counted is refused');
      lost = true;
    });
    client.on('ready', () => {
      if (lost) log?.info('Redis is back: counting goes on');
      lost = false;
    });
    // It tries again until it is destroyed, and says why by the event.
    client.connect().catch(() => undefined);
    return client;
  };

  let client = connect();
  await once(client, 'ready', { signal: AbortSignal.timeout(patience) }).catch(() => undefined);

  return {
    ask: async (question) => {
      const asked = client;
      try {
        return await within(patience, question(asked));
      } catch (error) {
        // A connection that owes an answer may owe it for ever, as when its other end went away without a word.
        if (error instanceof TookTooLong && asked === client) {
          asked.destroy();
          client = connect();
        }
        throw new QuotaUnavailable((error as Error).message || (error as Error).name);
      }
    },
    close: () => client.destroy(),
  };
}

const newClient = (url: string, patience: number) =>
  createClient({
    url,
    scripts: { countUsage },
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    pingInterval: patience,
    socket: {
      connectTimeout: patience,
      socketTimeout: 3 * patience,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, 2000),
    },
  });

class TookTooLong extends Error {}

const within = <T>(patience: number, answer: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TookTooLong(`no answer in ${patience} ms`)), patience);
    void answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
