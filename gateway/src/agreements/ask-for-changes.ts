import { Agent } from 'undici';
import { CHANGES_QUESTION } from '@lienthong/shared/access/check-seals';
import { SEAL_HEADER } from '@lienthong/shared/identity/seal';
import { FeedUnreadable } from './feed-unreadable.ts';
import type { AskForChanges } from './follow-agreements.ts';

export interface FeedClientOptions {
  /** Signs a seal for one agency and question. */
  readonly seal: (agency: string, question: string) => Promise<string>;
  readonly maxAnswerBytes: number;
}

export interface FeedClient {
  readonly ask: AskForChanges;
  close(): Promise<void>;
}

/** Asks feeds over HTTP, by connections of their own: polls that wait take none from questions. */
export function createFeedClient({ seal, maxAnswerBytes }: FeedClientOptions): FeedClient {
  const agent = new Agent({ maxResponseSize: maxAnswerBytes });
  return {
    ask: async ({ name, url }, after, waitMs, signal) => {
      const { origin, pathname } = new URL('changes', url);
      const { statusCode, body } = await agent.request({
        origin,
        path: `${pathname}?after=${after}&wait=${waitMs}`,
        method: 'GET',
        headers: { accept: 'application/json', [SEAL_HEADER]: await seal(name, CHANGES_QUESTION) },
        signal,
        headersTimeout: waitMs + 5_000,
      });
      const text = await body.text();
      if (statusCode !== 200) throw new FeedUnreadable(name, `it answered with status ${statusCode}`);
      try {
        return JSON.parse(text) as unknown;
      } catch {
        throw new FeedUnreadable(name, 'it is no JSON');
      }
    },
    close: () => agent.destroy(),
  };
}
