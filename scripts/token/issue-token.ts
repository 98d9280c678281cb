import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createCallerReader, type CallerClaims } from '@lienthong/gateway/authentication/claims';
import { openDevelopmentIssuer } from '@lienthong/gateway/authentication/development-issuer';
import { authenticationSettings, readAuthentication } from '@lienthong/gateway/authentication/settings';
import { TokenInvalid } from '@lienthong/gateway/authentication/token-refused';
import { readSettings, type Settings, type Variables } from '@lienthong/shared/environment';
import { StartError } from '@lienthong/shared/errors';
import { readYaml } from '@lienthong/shared/policy/reading/read-yaml';
import { purposesFile } from '@lienthong/shared/policy/reading/shapes';
import type { Text } from '@lienthong/shared/policy/types';
import { readSupergraphList } from '@lienthong/shared/supergraph-list';
import type { readArguments } from '../read-arguments.ts';

const UNITS = { s: 1, m: 60, h: 3600 } as const;

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;
export const TOKEN_OPTIONS = {
  agency: text,
  purpose: text,
  procedure: text,
  case: text,
  subject: texts,
  system: text,
  officer: text,
  territory: text,
  decision: text,
  'approved-by': texts,
  citizen: text,
  expires: { type: 'string', default: '1h' },
} as const;
type Options = ReturnType<typeof readArguments<typeof TOKEN_OPTIONS>>['values'];

/** The seeds name the agencies of the Resolution; the centre is none of them. */
const CENTRE = { id: 'ndc', name: 'Trung tâm Dữ liệu quốc gia', nameEn: 'National Data Center' };

export interface Choice {
  readonly id: string;
  readonly label: Text | null;
}

interface Purpose extends Choice {
  readonly procedure: string | null;
}

/** Who may be named in a token, and what for. */
export const namesOf = (settings: Settings) => ({
  agencies: readAgencies(settings.SUPERGRAPH_CONFIG, settings.SEEDS_DIR),
  purposes: readPurposes(resolve('law/purposes.yaml')),
});

/**
 * A token of the development issuer, as these options say, for the gateway that runs in this environment. Errors:
 * `NO_DEVELOPMENT_ISSUER`, `BAD_ARGUMENT`.
 */
export async function issueToken(options: Options, environment: Variables): Promise<string> {
  const settings = readSettings(environment, authenticationSettings);
  const { audience, maxAgeSeconds, development } = readAuthentication(settings);
  if (!development) {
    throw new StartError(
      'NO_DEVELOPMENT_ISSUER',
      'The development issuer is off (DEVELOPMENT_ISSUER, TOKEN_ISSUER): ask the issuer in use for a token.',
    );
  }
  const lifetime = secondsOf(options.expires, maxAgeSeconds);
  const { agencies, purposes } = namesOf(settings);
  const claims = claimsOf(options, agencies, purposes);
  const issuer = await openDevelopmentIssuer({ ...development, audience });
  return issuer.sign(claims, lifetime, Date.now());
}

/** What the token will say; checked as the gateway will check it. */
function claimsOf(options: Options, agencies: readonly Choice[], purposes: readonly Purpose[]): CallerClaims {
  const { agency, purpose, citizen, subject } = options;
  if (agency === undefined && citizen === undefined) {
    throw badArgument(`Say who asks: --agency with one of ${idsOf(agencies)}, or --citizen.`);
  }
  if (agency !== undefined) choose('agency', agency, agencies);
  if (purpose !== undefined && purposes.length > 0) choose('purpose', purpose, purposes);
  if (subject && options.case === undefined)
    throw badArgument('--subject says whom a case is about: say --case too.');

  const procedure = options.procedure ?? purposes.find(({ id }) => id === purpose)?.procedure ?? undefined;
  const claims: CallerClaims = {
    agency,
    system: options.system ?? (agency === undefined ? undefined : 'development'),
    officer: options.officer,
    purpose,
    procedure,
    case: options.case === undefined ? undefined : { id: options.case, subjects: subject ?? [] },
    territory: options.territory,
    decision_number: options.decision,
    approved_by: options['approved-by'],
    personal_id: citizen,
  };
  try {
    createCallerReader(idListOf(agencies))(claims);
  } catch (error) {
    if (error instanceof TokenInvalid)
      throw badArgument(`The gateway would refuse the token: ${error.fault.en}.`);
    throw error;
  }
  return claims;
}

function choose(option: string, given: string, choices: readonly Choice[]): void {
  if (choices.some(({ id }) => id === given)) return;
  throw badArgument(
    `There is no ${option} ${JSON.stringify(given)}. The ${choices.length} are: ${idsOf(choices)}.`,
  );
}

function secondsOf(expires: string, most: number): number {
  const [, count, unit] = /^(\d{1,6})([smh])$/.exec(expires) ?? [];
  const seconds = Number(count) * UNITS[unit as keyof typeof UNITS];
  if (seconds >= 1 && seconds <= most) return seconds;
  throw badArgument(
    `--expires takes a time such as 90s, 15m or 1h, of at most ${most} seconds (TOKEN_MAX_AGE), not ${JSON.stringify(expires)}.`,
  );
}

function badArgument(message: string): StartError {
  return new StartError('BAD_ARGUMENT', message);
}

/** The subgraphs, with their names. */
function readAgencies(list: string, seeds: string): Choice[] {
  const file = join(seeds, 'agencies.json');
  const named = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { id: string; name: string; nameEn: string }[])
    : [];
  return readSupergraphList(list).map(({ name: id }) => {
    const agency = [...named, CENTRE].find((each) => each.id === id);
    return { id, label: agency ? { vi: agency.name, en: agency.nameEn } : null };
  });
}

/** None, where nobody has written any down yet: then any is taken. */
function readPurposes(file: string): Purpose[] {
  if (!existsSync(file)) return [];
  const { faults, read } = readYaml(file, readFileSync(file, 'utf8'), purposesFile);
  if (!faults) return read.value.purposes;
  const { line, column, message } = faults[0]!;
  throw new StartError('BAD_RULES', `${file}:${line}:${column} ${message}`);
}

function idListOf(choices: readonly Choice[]): string[] {
  return choices.map(({ id }) => id);
}

function idsOf(choices: readonly Choice[]): string {
  return idListOf(choices).join(', ');
}
