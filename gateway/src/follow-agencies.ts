import { openContent } from '@lienthong/shared/identity/seal-content';
import type { Logger } from '@lienthong/shared/log';
import { createFeedClient } from './agreements/ask-for-changes.ts';
import { followAgreements } from './agreements/follow-agreements.ts';
import type { GatewayConfig } from './config.ts';
import type { LiveRules } from './policy/deciding/rules-in-force.ts';
import type { Seal } from './policy/sealing/sealer.ts';

/** How long a start waits for the agreements of agencies that do not answer. */
const PATIENCE_MS = 2_000;
/** How long an agency may keep a poll that has nothing to tell; it must be heard several times before it counts as gone. */
const LONGEST_POLL_MS = 20_000;

/** Keeps the rules current by what agencies agree on, for as long as the gateway runs. */
export async function followAgencies(
  {
    agencies,
    maxAnswerBytes,
    agreementsStaleMs,
  }: Pick<GatewayConfig, 'agencies' | 'maxAnswerBytes' | 'agreementsStaleMs'>,
  seal: Seal,
  rules: LiveRules,
  log: Logger,
): Promise<{ stop(): Promise<void> }> {
  const client = createFeedClient({
    seal: async (agency, query) => (await seal(agency, { query }, openContent(''))).whole,
    maxAnswerBytes,
  });
  const followed = followAgreements({
    agencies,
    ask: client.ask,
    onChange: () => rules.setAgreements(followed.grants()),
    waitMs: Math.min(LONGEST_POLL_MS, Math.floor(agreementsStaleMs / 3)),
    staleAfterMs: agreementsStaleMs,
    log,
  });
  await Promise.race([
    followed.firstRound,
    new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref()),
  ]);
  return {
    stop: async () => {
      await followed.stop();
      await client.close();
    },
  };
}
