import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'undici';
import { temporaryFolder } from './folder.ts';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
export const hasBrowser = existsSync(CHROMIUM);

/** A page in a real browser, driven through the DevTools protocol. */
export interface Page {
  /** What the expression comes to in the page; a promise is waited for. */
  evaluate<Value>(expression: string): Promise<Value>;
  /** Waits until the expression is true in the page. */
  until(expression: string): Promise<void>;
  press(key: string, options?: { readonly control?: boolean }): Promise<void>;
  type(text: string): Promise<void>;
  screenshot(): Promise<Buffer>;
  /** What the page complained of: console errors and warnings, uncaught exceptions, requests that failed, policies broken. */
  readonly complaints: readonly string[];
  /** The address of everything the page asked for. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--remote-debugging-port=0',
  '--window-size=1400,900',
];

/** Opens a page in a headless Chromium of its own, with an empty profile. */
export async function openPage(url: string): Promise<Page> {
  const profile = temporaryFolder();
  const browser = spawn(CHROMIUM, [...FLAGS, `--user-data-dir=${profile.path}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(browser, 'close');
  try {
    const devTools = await connect(await debuggerOf(browser.stderr));
    const close = async (): Promise<void> => {
      // Asked to end, it ends its other processes first: killed, it would leave them to write into the profile.
      void devTools.send('Browser.close').catch(() => {});
      await ended;
      profile.remove();
    };
    return { ...(await attach(devTools, url)), close };
  } catch (error) {
    browser.kill('SIGKILL');
    throw error;
  }
}

async function debuggerOf(stderr: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stderr })) {
    const [, address] = /^DevTools listening on (\S+)/.exec(line) ?? [];
    if (address) return address;
  }
  throw new Error('Chromium ended before it said where its DevTools are.');
}

type Parameters = Readonly<Record<string, unknown>>;

interface DevTools {
  send<Result>(method: string, parameters?: Parameters, sessionId?: string): Promise<Result>;
  on(method: string, listener: (parameters: never) => void): void;
}

async function connect(address: string): Promise<DevTools> {
  const socket = new WebSocket(address);
  const answers = new Map<number, { resolve(result: never): void; reject(error: Error): void }>();
  const listeners = new Map<string, ((parameters: never) => void)[]>();
  let last = 0;
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', reject);
  });
  socket.addEventListener('message', ({ data }) => {
    const { id, method, params, result, error } = JSON.parse(String(data)) as {
      readonly id?: number;
      readonly method: string;
      readonly params: never;
      readonly result: never;
      readonly error?: { readonly message: string };
    };
    if (id === undefined) return listeners.get(method)?.forEach((listener) => listener(params));
    const answer = answers.get(id);
    answers.delete(id);
    if (error) answer?.reject(new Error(error.message));
    else answer?.resolve(result);
  });
  return {
    send: (method, params, sessionId) =>
      new Promise((resolve, reject) => {
        last += 1;
        answers.set(last, { resolve, reject });
        socket.send(JSON.stringify({ id: last, method, params, sessionId }));
      }),
    on: (method, listener) => void listeners.set(method, [...(listeners.get(method) ?? []), listener]),
  };
}

async function attach(devTools: DevTools, url: string): Promise<Omit<Page, 'close'>> {
  const complaints: string[] = [];
  const requests: string[] = [];
  const { targetId } = await devTools.send<{ targetId: string }>('Target.createTarget', {
    url: 'about:blank',
  });
  const { sessionId } = await devTools.send<{ sessionId: string }>('Target.attachToTarget', {
    targetId,
    flatten: true,
  });
  const send = <Result>(method: string, parameters: Parameters = {}): Promise<Result> =>
    devTools.send(method, parameters, sessionId);

  devTools.on('Runtime.exceptionThrown', ({ exceptionDetails }: { exceptionDetails: unknown }) =>
    complaints.push(`exception: ${JSON.stringify(exceptionDetails)}`),
  );
  devTools.on('Runtime.consoleAPICalled', ({ type, args }: { type: string; args: unknown }) => {
    if (type === 'error' || type === 'warning') complaints.push(`console.${type}: ${JSON.stringify(args)}`);
  });
  devTools.on('Log.entryAdded', ({ entry }: { entry: { level: string; text: string; url?: string } }) => {
    if (entry.level !== 'info' && entry.level !== 'verbose')
      complaints.push(`${entry.level}: ${entry.text} ${entry.url ?? ''}`);
  });
  devTools.on('Network.requestWillBeSent', ({ request }: { request: { url: string } }) =>
    requests.push(request.url),
  );
  await Promise.all(
    ['Page.enable', 'Runtime.enable', 'Log.enable', 'Network.enable'].map((method) => send(method)),
  );
  await send('Page.navigate', { url });

  async function evaluate<Value>(expression: string): Promise<Value> {
    const { result, exceptionDetails } = await send<{
      result: { value: Value };
      exceptionDetails?: { text: string };
    }>('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(`${expression}: ${JSON.stringify(exceptionDetails)}`);
    return result.value;
  }

  return {
    complaints,
    requests,
    evaluate,
    until: async (expression) => {
      for (
        const giveUpAt = Date.now() + 15_000;
        !(await evaluate<boolean>(`Boolean(${expression})`));
        await wait(50)
      ) {
        if (Date.now() > giveUpAt) throw new Error(`It never came true in the page: ${expression}`);
      }
    },
    press: async (key, { control = false } = {}) => {
      const parameters = {
        key,
        code: key,
        windowsVirtualKeyCode: key === 'Enter' ? 13 : key.charCodeAt(0),
        modifiers: control ? 2 : 0,
      };
      await send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...parameters });
      await send('Input.dispatchKeyEvent', { type: 'keyUp', ...parameters });
    },
    type: async (text) => {
      await send('Input.insertText', { text });
    },
    screenshot: async () =>
      Buffer.from((await send<{ data: string }>('Page.captureScreenshot')).data, 'base64'),
  };
}
