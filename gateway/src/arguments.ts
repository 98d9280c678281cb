import { parseArgs } from 'node:util';
import type { Variables } from '@lienthong/shared/environment';
import { StartError } from '@lienthong/shared/errors';
import { ENGINES, PARTS, type Mode, type Part } from './mode.ts';

export interface Arguments {
  readonly help: boolean;
  readonly mode: Mode;
  /** The environment, with what the command says in place of what it says. */
  readonly variables: Variables;
}

/** Reads the arguments of the command that runs a gateway. Errors: `BAD_ARGUMENT`, naming the argument. */
export function readArguments(args: readonly string[], environment: Variables): Arguments {
  const { help, supergraph, port, without, engine } = parsed(args);
  // GATEWAY_PORT is meant for this command alone, PORT for whatever a platform runs.
  const fromPlatform = environment['GATEWAY_PORT'] ? undefined : environment['PORT'];
  const [at, sayer] = port === undefined ? [fromPlatform, 'PORT'] : [port, '--port'];
  if (at && !isPort(at)) throw bad(`${sayer} takes a number from 1 to 65535, not "${at}".`);
  if (supergraph === '') throw bad('--supergraph takes the name of a file.');
  return {
    help: help ?? false,
    mode: modeOf(without, engine),
    variables: {
      ...environment,
      ...(supergraph !== undefined && { SUPERGRAPH: supergraph }),
      ...(at && { GATEWAY_PORT: at }),
    },
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        supergraph: { type: 'string' },
        port: { type: 'string' },
        without: { type: 'string', multiple: true },
        engine: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw bad(`${(error as Error).message} See npm run gateway -- --help`);
  }
}

function modeOf(lists: readonly string[] = [], engine: string = 'ours'): Mode {
  const named = lists.flatMap((list) => list.split(',')).map((name) => name.trim());
  const stranger = named.find((name) => !isOneOf(PARTS, name));
  if (stranger !== undefined)
    throw bad(`--without takes ${PARTS.join(', ')}, separated by commas, not "${stranger}".`);
  if (!isOneOf(ENGINES, engine)) throw bad(`--engine takes ${ENGINES.join(' or ')}, not "${engine}".`);
  const mode = { without: new Set(named as Part[]), engine };
  refuseContradictions(mode);
  return mode;
}

function refuseContradictions({ without, engine }: Mode): void {
  const missing = NOT_OF_APOLLO.filter((part) => !without.has(part));
  if (engine === 'apollo' && missing.length > 0)
    throw bad(
      `The engine apollo knows no ${missing.join(', no ')}: add --without ${NOT_OF_APOLLO.join(',')}.`,
    );
  if (without.has('rules') && !without.has('receipts'))
    throw bad('Without rules nothing is decided that a receipt could tell: say --without rules,receipts.');
}

const NOT_OF_APOLLO: readonly Part[] = ['rules', 'seals', 'receipts'];

const isOneOf = <Name extends string>(names: readonly Name[], name: string): name is Name =>
  (names as readonly string[]).includes(name);

const isPort = (text: string): boolean =>
  /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;

const bad = (message: string): StartError => new StartError('BAD_ARGUMENT', message);
