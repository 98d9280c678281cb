import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { describe } from '@jest/globals';
import { createClient } from '@redis/client';
import { freePorts } from '../../scripts/free-ports.ts';
import { temporaryFolder } from './folder.ts';

/** A Redis whose databases tests may write to, such as redis://127.0.0.1:6379/15. */
const server = process.env['TEST_REDIS_URL'];

/** Describes what needs a real Redis; without one it is skipped, and its title says how to run it. */
export function describeOnRedis(title: string, tests: (url: string) => void): void {
  if (server) describe(title, () => tests(server));
  else describe.skip(`${title} (skipped: set TEST_REDIS_URL to a Redis server to run it)`, () => tests(''));
}

/** Describes what happens to a Redis that is stopped on the way: it needs the program, to run one of its own. */
export function describeWithRedisServer(title: string, tests: () => void): void {
  if (spawnSync('redis-server', ['--version']).status === 0) describe(title, tests);
  else describe.skip(`${title} (skipped: install redis-server to run it)`, tests);
}

/** Everything that lies under keys with this in their names: keys, and the members of sets. */
export async function contentsOfRedis(url: string, part: string): Promise<Map<string, string[]>> {
  return onRedis(url, async (client) => {
    const keys = await client.keys(`*${part}*`);
    return new Map(await Promise.all(keys.map(async (key) => [key, await client.sMembers(key)] as const)));
  });
}

/** Milliseconds until each key with this in its name is forgotten; -1: never. */
export const lifetimesInRedis = (url: string, part: string): Promise<Map<string, number>> =>
  onRedis(url, async (client) => {
    const keys = await client.keys(`*${part}*`);
    return new Map(await Promise.all(keys.map(async (key) => [key, await client.pTTL(key)] as const)));
  });

export const removeFromRedis = (url: string, part: string): Promise<void> =>
  onRedis(url, async (client) => {
    const keys = await client.keys(`*${part}*`);
    if (keys.length > 0) await client.del(keys);
  });

/** Does to a Redis what its operator could do. */
export const tellRedis = (url: string, ...command: string[]): Promise<unknown> =>
  onRedis(url, (client) => client.sendCommand(command));

async function onRedis<T>(
  url: string,
  work: (client: ReturnType<typeof newClient>) => Promise<T>,
): Promise<T> {
  const client = newClient(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    client.destroy();
  }
}

const newClient = (url: string) => createClient({ url });

export interface RedisServer {
  readonly url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** It keeps its connections and answers nothing. */
  freeze(): void;
  thaw(): void;
  remove(): Promise<void>;
}

/** A Redis of a test's own, not started yet; what it holds outlives a stop. */
export async function redisServer(): Promise<RedisServer> {
  const folder = temporaryFolder();
  const port = await freePorts(1);
  let running: ChildProcess | undefined;

  const stop = async (): Promise<void> => {
    if (!running) return;
    const exited = once(running, 'exit');
    running.kill('SIGKILL');
    await exited;
    running = undefined;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    start: async () => {
      const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder.path, '--save', ''];
      running = spawn('redis-server', [...options, '--appendonly', 'yes', '--appendfsync', 'always'], {
        stdio: 'ignore',
      });
      while (!(await listens(port))) await delay(20);
    },
    stop,
    freeze: () => running?.kill('SIGSTOP'),
    thaw: () => running?.kill('SIGCONT'),
    remove: async () => {
      await stop();
      folder.remove();
    },
  };
}

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
