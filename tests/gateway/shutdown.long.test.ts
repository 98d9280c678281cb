import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../support/folder.ts';
import { freePorts } from '../../scripts/free-ports.ts';
import { startFakeAgency, type FakeAgency } from './fake-agency.ts';
import { createSignal } from './signal.ts';

const folder = temporaryFolder();
const ANSWER = '{"data":{"ministryOfJustice":{"name":"Bộ Tư pháp"}}}';

/** An agency that holds its answers back until it is told to give them. */
let agency: FakeAgency;
beforeAll(async () => {
  agency = await startFakeAgency(() => {});
});
afterAll(async () => {
  await agency.close();
  folder.remove();
});

function holdAnswers() {
  const [arrived, held] = [createSignal(), createSignal()];
  agency.behave(async (_, response) => {
    arrived.give();
    await held.given;
    response.end(ANSWER);
  });
  return { arrived: arrived.given, release: held.give };
}

interface Running {
  readonly process: ChildProcess;
  readonly url: string;
  readonly output: () => string;
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

const running = new Set<ChildProcess>();
afterEach(() => {
  for (const each of running) each.kill('SIGKILL');
});

/** Starts a script as a process of its own, and waits until it answers. */
async function run(script: string, variables: Readonly<Record<string, string>>): Promise<Running> {
  const process = spawn(globalThis.process.execPath, ['--import', 'tsx', script], {
    env: { PATH: globalThis.process.env['PATH'], DATA_DIR: folder.path, LOG_LEVEL: 'info', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(process);
  let output = '';
  for (const stream of [process.stdout, process.stderr])
    stream.on('data', (chunk) => (output += String(chunk)));
  const ended = once(process, 'close').then(([code, signal]) => {
    running.delete(process);
    return (code ?? signal) as number | string;
  });
  const url = `http://127.0.0.1:${variables['GATEWAY_PORT']}`;
  for (;;) {
    if (process.exitCode !== null) throw new Error(`It ended with ${await ended}: ${output}`);
    if (
      await fetch(`${url}/healthz`).then(
        (response) => response.ok,
        () => false,
      )
    )
      break;
    await wait(50);
  }
  return { process, url, output: () => output, ended };
}

const runGateway = async (variables: Readonly<Record<string, string>> = {}): Promise<Running> =>
  run('gateway/src/main.ts', {
    GATEWAY_PORT: String(await freePorts(1)),
    SUBGRAPH_URL: agency.url.replace('/graphql', '/{name}/graphql'),
    ...variables,
  });

const ask = (url: string): Promise<Response> =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ ministryOfJustice { name } }' }),
  });

/** A connection somebody keeps open for later. */
async function idleConnection(url: string, sends = ''): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(sends);
  return socket;
}

async function keptAlive(url: string): Promise<Socket> {
  const request = httpRequest(`${url}/healthz`, { agent: new HttpAgent({ keepAlive: true }) }).end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  await once(response.resume(), 'end');
  return request.socket!.on('error', () => {});
}

describe('On SIGTERM the gateway', () => {
  it('answers what is under way, takes nothing new, says so, waits for no idle connection, and ends with 0', async () => {
    const { arrived, release } = holdAnswers();
    const { process, url, output, ended } = await runGateway({ SHUTDOWN_GRACE_MS: '60000' });
    const idle = [
      await idleConnection(url),
      await idleConnection(url, 'POST /graphql HTTP/1.1\r\nHost:'),
      await keptAlive(url),
    ];
    const underWay = ask(url);
    await arrived;

    process.kill('SIGTERM');
    const readiness = async () => {
      const response = await fetch(`${url}/readyz`);
      return [response.status, await response.json()];
    };
    while ((await readiness())[0] === 200) await wait(20);
    expect(await readiness()).toEqual([503, { status: 'draining', notReady: ['gateway'] }]);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);

    const refused = await ask(url);
    expect([refused.status, refused.headers.get('connection'), refused.headers.get('retry-after')]).toEqual([
      503,
      'close',
      '1',
    ]);
    expect(await refused.json()).toEqual({
      errors: [
        { message: expect.any(String), extensions: { code: 'DRAINING', messageVi: expect.any(String) } },
      ],
    });

    release();
    const answer = await underWay;
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ data: { ministryOfJustice: { name: 'Bộ Tư pháp' } } });
    expect(await ended).toBe(0);
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    expect(output()).toContain('"draining"');
    for (const socket of idle) socket.destroy();
  }, 30_000);

  it('completes a subscription that begins only then, and ends with 0', async () => {
    agency.behave((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
    });
    const { process, url, ended } = await runGateway({ SHUTDOWN_GRACE_MS: '60000' });
    const asking = httpRequest(`${url}/graphql`, {
      method: 'POST',
      // Says that the gateway has heard of the request, of which it has no body.
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', expect: '100-continue' },
    });
    asking.flushHeaders();
    await once(asking, 'continue');
    process.kill('SIGTERM');
    while ((await fetch(`${url}/readyz`)).status !== 503) await wait(20);
    asking.end(JSON.stringify({ query: 'subscription { ministryOfJusticeAgreementChanged { id } }' }));
    const [response] = (await once(asking, 'response')) as [IncomingMessage];
    expect(await text(response)).toBe(':\n\nevent: complete\ndata: \n\n');
    expect(await ended).toBe(0);
  }, 30_000);

  it('cuts off what has not ended when the grace is over, and ends with 1', async () => {
    const { arrived, release } = holdAnswers();
    const { process, url, ended } = await runGateway({ SHUTDOWN_GRACE_MS: '300' });
    const underWay = ask(url).catch(() => 'cut off');
    await arrived;
    process.kill('SIGTERM');
    expect(await ended).toBe(1);
    expect(await underWay).toBe('cut off');
    release();
  }, 30_000);

  it('does not wait when it is told a second time', async () => {
    const { arrived, release } = holdAnswers();
    const { process, url, ended } = await runGateway({ SHUTDOWN_GRACE_MS: '60000' });
    const underWay = ask(url).catch(() => 'cut off');
    await arrived;
    process.kill('SIGTERM');
    while ((await fetch(`${url}/readyz`)).status !== 503) await wait(20);
    process.kill('SIGINT');
    expect(await ended).toBe(1);
    expect(await underWay).toBe('cut off');
    release();
  }, 30_000);
});

describe('Everything started together', () => {
  it('greets, answers, and ends with 0 on SIGTERM though connections are open', async () => {
    const port = await freePorts(26);
    const { process, url, output, ended } = await run('scripts/start.ts', {
      GATEWAY_PORT: String(port),
      SUBGRAPH_PORT_BASE: String(port + 1),
    });
    const idle = [
      await idleConnection(url),
      await keptAlive(url),
      await keptAlive(`http://127.0.0.1:${port + 1}`),
    ];
    expect(await (await ask(url)).json()).toMatchObject({
      data: { ministryOfJustice: { name: 'Bộ Tư pháp' } },
    });
    expect(output()).toContain(`${url}/graphql`);

    process.kill('SIGTERM');
    expect(await ended).toBe(0);
    for (const socket of idle) socket.destroy();
  }, 60_000);

  it('says in one line which setting is wrong, and ends with 1', async () => {
    const started = run('scripts/start.ts', { GATEWAY_PORT: '0', LOG_LEVEL: 'warn' });
    await expect(started).rejects.toThrow(/^It ended with 1: BAD_CONFIGURATION: [^\n]*GATEWAY_PORT[^\n]*\n$/);
  }, 30_000);
});
