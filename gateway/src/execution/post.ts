import type { Dispatcher, Pool } from 'undici';
import { NoLongerWanted, offCancel, onCancel, type Cancellation } from './cancellation.ts';

export interface Posted {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** For all of it, from now on. */
  readonly timeoutMs: number;
  /** Null where it goes on whoever goes away. */
  readonly cancellation: Cancellation | null;
}

export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** It took longer than it may. */
export class TookTooLong extends Error {
  constructor(timeoutMs: number) {
    super(`No whole answer within ${timeoutMs} ms.`);
    this.name = 'TookTooLong';
  }
}

/**
 * Posts a body and waits for the whole answer. By `dispatch`, for the streams and signals that `request` makes for each
 * answer cost more than the rest of it.
 */
export function post(
  pool: Pool,
  { path, headers, body, timeoutMs, cancellation }: Posted,
): Promise<Received> {
  if (cancellation?.cancelled) return Promise.reject(new NoLongerWanted());
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let given: Error | undefined;
    let received: Omit<Received, 'body'>;
    const chunks: Buffer[] = [];
    const giveUp = (why: Error): void => {
      given = why;
      end();
      controller?.abort(why);
      reject(why);
    };
    const timer = setTimeout(() => giveUp(new TookTooLong(timeoutMs)), timeoutMs);
    const leave = (): void => giveUp(new NoLongerWanted());
    if (cancellation) onCancel(cancellation, leave);
    const end = (): void => {
      clearTimeout(timer);
      if (cancellation) offCancel(cancellation, leave);
    };

    pool.dispatch(
      { path, method: 'POST', headers, body },
      {
        onRequestStart: (own) => {
          controller = own;
          if (given) own.abort(given);
        },
        onResponseStart: (_, status, headers) => {
          received = { status, headers };
        },
        onResponseData: (_, chunk) => void chunks.push(chunk),
        onResponseEnd: () => {
          end();
          resolve({ ...received, body: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks) });
        },
        onResponseError: (_, error) => {
          end();
          reject(error);
        },
      },
    );
  });
}
