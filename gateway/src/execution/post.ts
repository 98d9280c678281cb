import type { Dispatcher, Pool } from 'undici';
import { NoLongerWanted, offCancel, onCancel, type Cancellation, type Endable } from './cancellation.ts';

export interface Posted {
  readonly path: string;
  /** Names and values in turns. */
  readonly headers: string[];
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
export function post(pool: Pool, posted: Posted): Promise<Received> {
  const { path, headers, body, cancellation } = posted;
  if (cancellation?.cancelled) return Promise.reject(new NoLongerWanted());
  return new Promise((resolve, reject) => {
    pool.dispatch({ path, method: 'POST', headers, body }, new Receiver(posted, resolve, reject));
  });
}

/** Hears one answer. A class, for one object with methods costs a fraction of a closure for everything that may happen. */
class Receiver implements Dispatcher.DispatchHandler, Endable {
  private controller: Dispatcher.DispatchController | undefined;
  private ended: Error | undefined;
  private status = 0;
  private headers: Received['headers'] = {};
  private readonly chunks: Buffer[] = [];
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly posted: Posted,
    private readonly resolve: (received: Received) => void,
    private readonly reject: (why: Error) => void,
  ) {
    this.timer = setTimeout(expire, posted.timeoutMs, this);
    if (posted.cancellation) onCancel(posted.cancellation, this);
  }

  end(): void {
    this.giveUp(new NoLongerWanted());
  }

  expire(): void {
    this.giveUp(new TookTooLong(this.posted.timeoutMs));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.ended) controller.abort(this.ended);
  }

  onResponseStart(_: unknown, status: number, headers: Received['headers']): void {
    this.status = status;
    this.headers = headers;
  }

  onResponseData(_: unknown, chunk: Buffer): void {
    this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.close();
    const { status, headers, chunks } = this;
    this.resolve({ status, headers, body: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks) });
  }

  onResponseError(_: unknown, error: Error): void {
    this.close();
    this.reject(error);
  }

  private giveUp(why: Error): void {
    this.ended = why;
    this.close();
    this.controller?.abort(why);
    this.reject(why);
  }

  private close(): void {
    clearTimeout(this.timer);
    if (this.posted.cancellation) offCancel(this.posted.cancellation, this);
  }
}

const expire = (receiver: Receiver): void => receiver.expire();
