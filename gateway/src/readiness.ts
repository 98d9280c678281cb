import { request } from 'undici';
import type { Agency } from './config.ts';
import type { Mode } from './mode.ts';

/** Whether this gateway should be sent requests, and what is missing. */
export interface Readiness {
  /** `degraded`: it serves, and some agencies do not answer. */
  readonly status: 'ready' | 'degraded' | 'starting' | 'draining';
  readonly notReady: readonly string[];
  /** What it runs without, where it does. */
  readonly without?: readonly string[];
  /** Named where it is not our own. */
  readonly engine?: string;
}

const ASK_EVERY_MS = 1_000;
const ANSWER_WITHIN_MS = 2_000;

/**
 * A gateway becomes ready once every agency has answered once, or the grace is over; from then on an agency that is
 * away makes it degraded, not unready: a replica that can still serve 24 agencies stays behind its load balancer.
 */
export function createReadiness(
  agencies: () => readonly Agency[],
  graceMs: number,
  { without, engine }: Mode,
) {
  const startedAt = Date.now();
  const missing = new Set(agencies().map(({ name }) => name));
  const mode = {
    ...(without.size > 0 && { without: [...without] }),
    ...(engine !== 'ours' && { engine }),
  };
  let draining = false;
  let lastAsked: { readonly at: number; readonly away: Promise<string[]> } | undefined;

  function away(): Promise<string[]> {
    if (!lastAsked || Date.now() - lastAsked.at > ASK_EVERY_MS || missing.size > 0) {
      lastAsked = { at: Date.now(), away: askAll(agencies()) };
    }
    return lastAsked.away;
  }

  return {
    drain: () => {
      draining = true;
    },
    look: async (): Promise<Readiness> => {
      if (draining) return { status: 'draining', notReady: ['gateway'], ...mode };
      const notReady = await away();
      // Whoever the graph no longer asks is not waited for.
      for (const name of missing) if (!notReady.includes(name)) missing.delete(name);
      if (missing.size > 0 && Date.now() - startedAt < graceMs)
        return { status: 'starting', notReady, ...mode };
      return { status: notReady.length > 0 ? 'degraded' : 'ready', notReady, ...mode };
    },
  };
}

const SMALLEST_QUESTION = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{"query":"{ __typename }"}',
} as const;

async function askAll(agencies: readonly Agency[]): Promise<string[]> {
  const answers = await Promise.all(
    agencies.map(async (agency) => ((await isHealthy(agency)) ? [] : [agency.name])),
  );
  return answers.flat();
}

async function isHealthy({ url, plain }: Agency): Promise<boolean> {
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  try {
    const response = plain
      ? await request(url, { ...SMALLEST_QUESTION, signal })
      : await request(new URL('/healthz', url), { signal });
    await response.body.dump();
    return response.statusCode === 200;
  } catch {
    return false;
  }
}
