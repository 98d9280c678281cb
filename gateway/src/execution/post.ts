import type { Dispatcher, Pool } from 'undici';

export interface Posted {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** For all of it, from now on. */
  readonly timeoutMs: number;
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
export function post(pool: Pool, { path, headers, body, timeoutMs }: Posted): Promise<Received> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let late: TookTooLong | undefined;
    let received: Omit<Received, 'body'>;
    const chunks: Buffer[] = [];
    const timer = setTimeout(() => {
      late = new TookTooLong(timeoutMs);
      controller?.abort(late);
      reject(late);
    }, timeoutMs);
    const end = (): void => clearTimeout(timer);

    pool.dispatch(
      { path, method: 'POST', headers, body },
      {
        onRequestStart: (own) => {
          controller = own;
          if (late) own.abort(late);
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
