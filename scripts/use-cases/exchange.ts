import { authenticationSettings, readAuthentication } from '@lienthong/gateway/authentication/settings';
import type { CallerClaims } from '@lienthong/gateway/authentication/claims';
import { openDevelopmentIssuer } from '@lienthong/gateway/authentication/development-issuer';
import { readSettings, type Variables } from '@lienthong/shared/environment';
import { StartError } from '@lienthong/shared/errors';
import type { AskedAgency } from '../demo/render.ts';
import type { StoryCaller } from './story-shape.ts';

/** What the gateway answered, and what it told of the exchange. */
export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly AnswerError[];
  readonly extensions?: { readonly exchange?: Told };
}

export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>> & { readonly code: string };
}

export interface Told {
  readonly requestId?: string;
  readonly receipt?: string;
  readonly grants?: readonly string[];
  readonly refused?: readonly ToldRefusal[];
  readonly fetches?: readonly AskedAgency[];
}

export interface ToldRefusal {
  readonly coordinate: string;
  readonly reason: string;
  readonly text: { readonly vi: string; readonly en: string };
  readonly basis: { readonly citation: string };
  readonly agency?: string;
}

/** Asks a gateway in anybody's name: the development issuer signs. */
export interface Exchange {
  ask(caller: StoryCaller, query: string, variables?: Readonly<Record<string, unknown>>): Promise<Answer>;
}

const HOUR = 3600;

/** A gateway at `url` that runs with these settings. */
export async function openExchange(url: string, variables: Variables): Promise<Exchange> {
  const { audience, development } = readAuthentication(readSettings(variables, authenticationSettings));
  if (!development)
    throw new StartError(
      'NO_DEVELOPMENT_ISSUER',
      'The demo signs its own tokens: switch DEVELOPMENT_ISSUER on.',
    );
  const issuer = await openDevelopmentIssuer({ ...development, audience });
  const tokens = new Map<StoryCaller, Promise<string>>();
  const tokenOf = (caller: StoryCaller): Promise<string> => {
    const kept = tokens.get(caller) ?? issuer.sign(claimsOf(caller), HOUR, Date.now());
    tokens.set(caller, kept);
    return kept;
  };
  return {
    ask: async (caller, query, asked = {}) => {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-exchange-fetches': '1',
          authorization: `Bearer ${await tokenOf(caller)}`,
        },
        body: JSON.stringify({ query, variables: asked }),
      });
      return (await response.json()) as Answer;
    },
  };
}

export function claimsOf({ who: _, citizen, decision, approvedBy, ...said }: StoryCaller): CallerClaims {
  if (citizen !== undefined) return { personal_id: citizen };
  return { ...said, decision_number: decision, approved_by: approvedBy };
}
