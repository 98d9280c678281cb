import { setTimeout as wait } from 'node:timers/promises';
import type { CallerClaims } from '@lienthong/gateway/authentication/claims';
import { Agent, request } from 'undici';
import type { AnswerBody } from '../support/ask.ts';
import { clinicFor, FATHER, STRANGER, type SomeAgencies } from './some-agencies.ts';

/** What a client keeps of an answer it got to the end of. */
export interface Received {
  readonly status: number;
  /** Whether it holds any data. */
  readonly data: boolean;
  readonly receipt: string | undefined;
  readonly codes: readonly unknown[];
}

export interface Load {
  /** Waits until so many answers have come. */
  answers(count: number): Promise<void>;
  /** Ends it; every answer that came. */
  stop(): Promise<readonly Received[]>;
}

const OPEN = '{ ministryOfHealth { name databases { id name } } }';
const CITIZEN = 'query Patient($id: ID!) { citizen(personalId: $id) { personalId fullName dateOfBirth } }';
const RECORD =
  'query Health($id: ID!) { citizen(personalId: $id) { fullName religion healthRecord { bloodGroup } } }';

/** Open, granted, granted in part, refused on the row, refused for want of a grant. */
const QUESTIONS: readonly (readonly [claims: CallerClaims | null, query: string, id: string])[] = [
  [null, OPEN, FATHER],
  [clinicFor(FATHER), CITIZEN, FATHER],
  [clinicFor(FATHER), RECORD, FATHER],
  [clinicFor(FATHER), CITIZEN, STRANGER],
  [null, CITIZEN, FATHER],
];

/** So many clients that ask a gateway one thing after another, each as soon as it has its answer. */
export async function startLoad(
  { url, headersOf }: Pick<SomeAgencies, 'url' | 'headersOf'>,
  clients: number,
): Promise<Load> {
  const asked = await Promise.all(
    QUESTIONS.map(async ([claims, query, id]) => ({
      headers: { 'content-type': 'application/json', ...(await headersOf(claims)) },
      body: JSON.stringify({ query, variables: { id } }),
    })),
  );
  const agent = new Agent({ connections: clients });
  const received: Received[] = [];
  let stopped = false;

  async function client(number: number): Promise<void> {
    for (let turn = number; !stopped; turn += 1) {
      try {
        const response = await request(url, {
          ...asked[turn % asked.length]!,
          method: 'POST',
          dispatcher: agent,
        });
        received.push(kept(response.statusCode, (await response.body.json()) as AnswerBody));
      } catch {
        // The gateway is gone, or went while it answered: what did not come to its end is no answer.
        await wait(5);
      }
    }
  }

  const running = Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  return {
    answers: async (count) => {
      while (received.length < count) await wait(5);
    },
    stop: async () => {
      stopped = true;
      await running;
      await agent.close();
      return received;
    },
  };
}

const kept = (status: number, { data, errors = [], extensions }: AnswerBody): Received => ({
  status,
  data: data !== null && data !== undefined,
  receipt: (extensions?.['exchange'] as { readonly receipt?: string } | undefined)?.receipt,
  codes: errors.map(({ extensions: { code } }) => code),
});
