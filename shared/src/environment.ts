import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import { StartError } from './errors.ts';

/** A whole number from `least` to `most`. */
export const wholeNumber = (least: number, most = Number.MAX_SAFE_INTEGER) => {
  const error =
    most < Number.MAX_SAFE_INTEGER
      ? `must be a whole number from ${least} to ${most}`
      : `must be a whole number, ${least} or more`;
  return z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error });
};

/** Milliseconds beyond which Node's timers go off at once. */
export const LONGEST_TIMER = 2 ** 31 - 1;

const port = wholeNumber(1, 65_535);
export const flag = z
  .enum(['true', 'false', '1', '0', 'on', 'off'], { error: 'must be true or false' })
  .transform((text) => text === 'true' || text === '1' || text === 'on');

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** The settings every process reads, in the words of the environment. */
const sharedSettings = z.object({
  DATA_DIR: z.string().min(1).default('./data'),
  SEEDS_DIR: z.string().min(1).default('./seeds/resolution-214/data'),
  REFERENCE_DIR: z.string().min(1).default('./seeds/reference'),
  RECORDS_DIR: z.string().min(1).default('./seeds/synthetic/records'),
  SUPERGRAPH_CONFIG: z.string().min(1).default('./supergraph.yaml'),
  LAW_DIR: z.string().min(1).default('./law'),
  GATEWAY_PORT: port.default(4000),
  SUBGRAPH_PORT_BASE: wholeNumber(1, 65_500).default(4101),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' }).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must be a redis:// URL' }).optional(),
  GATEWAY_JWKS: z.string().min(1).optional(),
  /** How a subgraph asks the exchange itself. */
  EXCHANGE_URL: z.url({ protocol: /^https?$/, error: 'must be the URL of the gateway' }).optional(),
  /** The token endpoint of the OIDC provider in use; without one the development issuer signs. */
  EXCHANGE_TOKEN_URL: z.url({ protocol: /^https?$/, error: 'must be a URL' }).optional(),
  EXCHANGE_CLIENT_ID: z.string().min(1).optional(),
  EXCHANGE_CLIENT_SECRET: z.string().min(1).optional(),
  /** What the claim `aud` of tokens must hold. */
  TOKEN_AUDIENCE: z.string().min(1).default('lienthong'),
  /** The claim `iss` of the tokens of the OIDC provider in use. */
  TOKEN_ISSUER: z.url({ protocol: /^https?$/, error: 'must be the URL that names the issuer' }).optional(),
  INTROSPECTION: flag.default(true),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
  SHUTDOWN_GRACE_MS: wholeNumber(1, LONGEST_TIMER).default(10_000),
});

export type Settings = z.output<typeof sharedSettings>;
export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads settings once, at the edge. Empty variables count as absent; a wrong value stops the start with a
 * {@link StartError} `BAD_CONFIGURATION` that names the variable. Paths come back absolute.
 */
export function readSettings<Shape extends z.ZodRawShape>(
  variables: Variables,
  more: z.ZodObject<Shape>,
): Settings & z.output<z.ZodObject<Shape>>;
export function readSettings(variables: Variables): Settings;
export function readSettings(variables: Variables, more = z.object({})): Settings {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const read = sharedSettings.extend(more.shape).safeParse(given);
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    throw new StartError('BAD_CONFIGURATION', `The settings cannot be used: ${faults.join('; ')}.`);
  }
  return Object.freeze({
    ...read.data,
    DATA_DIR: resolve(read.data.DATA_DIR),
    SEEDS_DIR: resolve(read.data.SEEDS_DIR),
    REFERENCE_DIR: resolve(read.data.REFERENCE_DIR),
    RECORDS_DIR: resolve(read.data.RECORDS_DIR),
    LAW_DIR: resolve(read.data.LAW_DIR),
    SUPERGRAPH_CONFIG: resolve(read.data.SUPERGRAPH_CONFIG),
  });
}

/** A setting that is a URL stays one; anything else is a path, made absolute. */
export const urlOrPath = (text: string): string =>
  /^https?:\/\//.test(text) || isAbsolute(text) ? text : resolve(text);
