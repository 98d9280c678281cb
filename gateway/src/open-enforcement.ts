import type { FastifyInstance } from 'fastify';
import type { SigningKey } from '@lienthong/shared/identity/keys';
import type { Logger } from '@lienthong/shared/log';
import { rulesIn, type LawFiles } from '@lienthong/shared/policy/reading/rule-files';
import { openRuleFiles } from '@lienthong/shared/rule-files';
import { openReceipts } from './audit/open-receipts.ts';
import { openAuthentication } from './authentication/authentication.ts';
import type { AuthenticationConfig } from './authentication/settings.ts';
import type { GatewayConfig } from './config.ts';
import { createExchangeSource } from './exchange/source.ts';
import { followAgencies } from './follow-agencies.ts';
import type { GraphEnforcement } from './graph.ts';
import { neededFields } from './policy/deciding/needed-fields.ts';
import { createLiveRules } from './policy/deciding/rules-in-force.ts';
import type { Seal } from './policy/sealing/sealer.ts';

/** What makes a gateway more than a join: the rules, who asks, and the log of receipts. */
export interface Enforcement {
  /** The version of the rules as written. */
  readonly ruleSet: string;
  readonly ofGraph: GraphEnforcement;
  /** Makes a front tell who asks. */
  serve(front: FastifyInstance, onRefused: (code: string) => void): void;
  /** Keeps the rules current by what agencies agree on. */
  follow(seal: Seal): Promise<void>;
  /** Lets agencies go. */
  stop(): Promise<void>;
  /** Writes what is waiting, and closes the log. */
  close(): Promise<void>;
}

export interface Surroundings {
  /** Told when the rules change. */
  readonly onRules: () => void;
  /** How many exchanges are being worked on. */
  readonly underWay: () => number;
}

/** Reads the rules, and opens who is believed and where receipts are written. */
export async function openEnforcement(
  config: GatewayConfig,
  issuers: AuthenticationConfig,
  law: string | LawFiles,
  key: SigningKey,
  log: Logger,
  { onRules, underWay }: Surroundings,
): Promise<Enforcement> {
  const ruleSet = rulesIn(openRuleFiles(law, config.rules.sharingFiles));
  const rules = createLiveRules(ruleSet, onRules);
  const authentication = await openAuthentication(
    issuers,
    config.agencies.map(({ name }) => name),
    ruleSet.excluded.map(({ id }) => id),
  );
  const receipts = await openReceipts(config, key, underWay);
  let agreements: Awaited<ReturnType<typeof followAgencies>> | undefined;
  return {
    ruleSet: ruleSet.version,
    ofGraph: {
      rulesOn: rules.on,
      record: config.mode.without.has('receipts') ? null : receipts.record,
      ownPart: ({ schema, apiSchema, joins, rules }) =>
        createExchangeSource({
          rules,
          schema: () => apiSchema,
          neededFields: (document) => neededFields(document, undefined, schema, joins).keys(),
          explainedLimits: config.limits,
          stores: receipts.stores,
          pseudonymize: receipts.pseudonymize,
          now: Date.now,
          log,
        }),
    },
    serve: (front, onRefused) => authentication.serve(front, onRefused),
    follow: async (seal) => {
      agreements = await followAgencies(config, seal, rules, log);
    },
    stop: async () => agreements?.stop(),
    close: () => receipts.close(),
  };
}
