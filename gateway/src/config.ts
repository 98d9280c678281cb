import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import {
  flag,
  LONGEST_TIMER,
  readSettings,
  wholeNumber,
  type Variables,
} from '@lienthong/shared/environment';
import { urlAt } from '@lienthong/shared/http/front';
import { readSupergraphList, type ListedSubgraph } from '@lienthong/shared/supergraph-list';
import type { Proxies } from './addresses/address-of-caller.ts';
import { PROXY_HEADERS } from './addresses/forwarded-for.ts';
import { NoRange, readTrustedProxies } from './addresses/trusted-proxies.ts';
import { REPLICA_NAME } from './audit/checkpoint.ts';
import { exchangeSharingFile } from './exchange/schema.ts';
import {
  authenticationSettings,
  readAuthentication,
  type AuthenticationConfig,
} from './authentication/settings.ts';
import { WHOLE, type Mode } from './mode.ts';

const count = (initial: number) => wholeNumber(1).default(initial);
const milliseconds = (initial: number) => wholeNumber(1, LONGEST_TIMER).default(initial);

const gatewaySettings = z.object({
  SUPERGRAPH: z
    .string()
    .min(1)
    .default('./gateway/supergraph.graphql')
    .transform((path) => resolve(path)),
  /** Where a subgraph answers, for deployments of one container each: `{name}` stands for its name. */
  SUBGRAPH_URL: z
    .string()
    .regex(/^https?:\/\/[^ ]*\{name\}[^ ]*$/, 'must be a URL that holds {name}')
    .refine((url) => URL.canParse(url.replaceAll('{name}', 'name')), 'must be a URL once {name} is a name')
    .optional(),
  /** Names this gateway's log among those of its replicas; host and port, unless said. */
  REPLICA: z
    .string()
    .regex(REPLICA_NAME, 'must be letters, digits, dots, hyphens and underscores, at most 56')
    .optional(),
  AGENCY_TIMEOUT_MS: milliseconds(5_000),
  /** Whether the same question of the same caller is asked once while it is under way. */
  SHARE_QUESTIONS: flag.default(true),
  /** Labels of `@override`, with commas between, by which all requests ask the new owner. */
  OVERRIDE_LABELS: z
    .string()
    .default('')
    .transform((text) => new Set(text.split(',').flatMap((label) => label.trim() || []))),
  BREAKER_FAILURES: count(5),
  BREAKER_RESET_MS: milliseconds(5_000),
  AGREEMENTS_STALE_MS: milliseconds(60_000),
  /** Whether planning has a process of its own. */
  PLANNER_PROCESS: flag.default(true),
  PLANNING_TIMEOUT_MS: milliseconds(10_000),
  PLANNER_HEAP_MB: count(512),
  MAX_ANSWER_BYTES: count(32 * 1024 * 1024),
  MAX_BODY_BYTES: count(256 * 1024),
  MAX_TOKENS: count(3_000),
  MAX_DEPTH: count(12),
  MAX_ALIASES: count(30),
  MAX_ROOT_FIELDS: count(20),
  MAX_BRANCHES: count(2_000),
  MAX_COST: count(50_000),
  MAX_SUBSCRIPTIONS: count(1_000),
  MAX_SUBSCRIPTIONS_PER_CALLER: count(20),
  /** Addresses and ranges of addresses, with commas between, of those who are believed to say for whom they ask. */
  TRUSTED_PROXIES: z
    .string()
    .transform((text, context) => {
      try {
        return readTrustedProxies(text);
      } catch (error) {
        if (!(error instanceof NoRange)) throw error;
        context.addIssue(
          `must be IP addresses or ranges (10.0.0.0/8, fd00::/8) with commas between, and "${error.entry}" is neither`,
        );
        return z.NEVER;
      }
    })
    .optional(),
  /** By which header they say it: one that they write themselves, whatever they were sent. */
  PROXY_HEADER: z
    .string()
    .toLowerCase()
    .pipe(z.enum(PROXY_HEADERS, { error: 'must be X-Forwarded-For or Forwarded' }))
    .default('x-forwarded-for'),
  ...authenticationSettings.shape,
});

/** How far an operation may go; beyond it the request is refused before anything is planned. */
export interface Limits {
  readonly bodyBytes: number;
  readonly tokens: number;
  readonly depth: number;
  readonly aliases: number;
  readonly rootFields: number;
  readonly branches: number;
  readonly cost: number;
}

/** A subgraph as the gateway knows it: a name and where it answers. */
export interface Agency {
  readonly name: string;
  readonly url: string;
  /** Somebody else's subgraph: it answers GraphQL, and nothing beside. */
  readonly plain?: boolean;
}

/** Where the rules are read from. */
export interface RulePlaces {
  readonly lawDir: string;
  /** What each provider shares; a provider without a file shares what is open. */
  readonly sharingFiles: readonly string[];
}

/** Where it is planned, and how much that may take. */
export interface PlannerPlace {
  /** False: in the gateway's own process, where nothing ends it. */
  readonly apart: boolean;
  /** For one operation. */
  readonly mostMs: number;
  readonly heapMegabytes: number;
}

export interface GatewayConfig {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  /** PostgreSQL, where the log of receipts is not kept in a file of the data folder. */
  readonly databaseUrl?: string | undefined;
  /** Names its log of receipts: one for each replica. */
  readonly replica: string;
  readonly rules: RulePlaces;
  readonly mode: Mode;
  readonly supergraphFile: string;
  readonly agencies: readonly Agency[];
  /** Null where nothing is decided by who asks. */
  readonly authentication: AuthenticationConfig | null;
  readonly introspection: boolean;
  readonly logLevel: string;
  readonly shutdownGraceMs: number;
  readonly agencyTimeoutMs: number;
  readonly maxAnswerBytes: number;
  readonly shareQuestions: boolean;
  readonly overrideLabels: ReadonlySet<string>;
  /** After so many failures in a row an agency is left alone for a while (milliseconds). */
  readonly breaker: { readonly failures: number; readonly resetMs: number };
  /** How long an agency may go unheard before what was agreed with it at run time decides nothing. */
  readonly agreementsStaleMs: number;
  readonly planner: PlannerPlace;
  readonly limits: Limits;
  /** Those who stand between; null where nobody is believed to say for whom they ask. */
  readonly proxies: Proxies | null;
  /** How many subscriptions may be open at once. */
  readonly subscriptions: { readonly inAll: number; readonly perCaller: number };
}

/** Of replicas on one machine the port differs, of containers the name of the host. */
const replicaName = (port: number): string =>
  `${
    hostname()
      .replaceAll(/[^\w.-]/g, '-')
      .replace(/^[._-]+/, '')
      .slice(0, 50) || 'gateway'
  }-${port}`;

/** The list of subgraphs. Without rules there need be none, unless one is named. */
const listIn = (file: string, mayBeMissing: boolean): ListedSubgraph[] =>
  mayBeMissing && !existsSync(file) ? [] : readSupergraphList(file);

/** Every listed agency's `sharing.yaml`, beside its schema, and the gateway's own. */
const sharingFilesOf = (listFile: string, list: readonly ListedSubgraph[]): string[] => [
  ...list
    .map(({ schemaFile }) => resolve(dirname(listFile), dirname(schemaFile), 'sharing.yaml'))
    .filter(existsSync),
  exchangeSharingFile,
];

/** Reads the gateway's configuration; a wrong value stops the start and names itself. */
export function readGatewayConfig(variables: Variables, mode: Mode = WHOLE): GatewayConfig {
  const settings = readSettings(variables, gatewaySettings);
  const mayBeMissing = mode.without.has('rules') && !variables['SUPERGRAPH_CONFIG'];
  const list = listIn(settings.SUPERGRAPH_CONFIG, mayBeMissing);
  const urlOf = (name: string, position: number): string =>
    settings.SUBGRAPH_URL?.replaceAll('{name}', name) ??
    `${urlAt(settings.HOST, settings.SUBGRAPH_PORT_BASE + position)}/graphql`;
  return Object.freeze({
    host: settings.HOST,
    port: settings.GATEWAY_PORT,
    dataDir: settings.DATA_DIR,
    databaseUrl: settings.DATABASE_URL,
    replica: settings.REPLICA ?? replicaName(settings.GATEWAY_PORT),
    mode,
    rules: { lawDir: settings.LAW_DIR, sharingFiles: sharingFilesOf(settings.SUPERGRAPH_CONFIG, list) },
    supergraphFile: settings.SUPERGRAPH,
    agencies: list.map(({ name, position }) => ({ name, url: urlOf(name, position) })),
    authentication: mode.without.has('rules') ? null : readAuthentication(settings),
    introspection: settings.INTROSPECTION,
    logLevel: settings.LOG_LEVEL,
    shutdownGraceMs: settings.SHUTDOWN_GRACE_MS,
    agencyTimeoutMs: settings.AGENCY_TIMEOUT_MS,
    maxAnswerBytes: settings.MAX_ANSWER_BYTES,
    shareQuestions: settings.SHARE_QUESTIONS,
    overrideLabels: settings.OVERRIDE_LABELS,
    breaker: { failures: settings.BREAKER_FAILURES, resetMs: settings.BREAKER_RESET_MS },
    agreementsStaleMs: settings.AGREEMENTS_STALE_MS,
    planner: {
      apart: settings.PLANNER_PROCESS,
      mostMs: settings.PLANNING_TIMEOUT_MS,
      heapMegabytes: settings.PLANNER_HEAP_MB,
    },
    proxies: settings.TRUSTED_PROXIES
      ? { trusts: settings.TRUSTED_PROXIES, header: settings.PROXY_HEADER }
      : null,
    subscriptions: { inAll: settings.MAX_SUBSCRIPTIONS, perCaller: settings.MAX_SUBSCRIPTIONS_PER_CALLER },
    limits: {
      bodyBytes: settings.MAX_BODY_BYTES,
      tokens: settings.MAX_TOKENS,
      depth: settings.MAX_DEPTH,
      aliases: settings.MAX_ALIASES,
      rootFields: settings.MAX_ROOT_FIELDS,
      branches: settings.MAX_BRANCHES,
      cost: settings.MAX_COST,
    },
  });
}
