import { GraphQLError } from 'graphql';

/** What an error tells beside its sentence: the same in Vietnamese, and the facts as values. */
export type Facts = Readonly<Record<string, unknown> & { messageVi: string }>;

/**
 * An error a caller can act on: a stable code, a full sentence with the facts, in both languages, and no data. `status` is
 * the HTTP status where it ends the whole request; thrown by a resolver it ends that field alone. Everything else that is
 * thrown in a request is a bug, and is masked.
 */
export class ExchangeError extends GraphQLError {
  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
    facts: Facts,
  ) {
    super(message, { extensions: { ...facts, code } });
    this.name = new.target.name;
  }
}

/** An error that refuses the whole request: the answer carries its HTTP status. */
export class RequestRefused extends ExchangeError {}

/** A request that is no valid GraphQL, with everything that is wrong with it. */
export class RequestInvalid extends Error {
  constructor(readonly errors: readonly GraphQLError[]) {
    super('The request is no valid GraphQL.');
    this.name = new.target.name;
  }
}

/** The start of a process was given something it cannot work with: printed without a stack, exit code 1. */
export class StartError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** The port is taken. Names the port, what wanted it and the variable that moves it. */
export class PortTaken extends StartError {
  constructor(port: number, wantedBy: string, variable: string) {
    super(
      'PORT_TAKEN',
      `Port ${port}, wanted by ${wantedBy}, is taken by another process. Free it, or set ${variable} to another number.`,
    );
  }
}

/** A database cannot be opened: PostgreSQL is away or refuses, or the file is none. `place` names the file or the server. */
export class DatabaseUnusable extends StartError {
  constructor(whose: string, place: string, cause: unknown) {
    super('DATABASE_UNUSABLE', `The database of ${whose}, ${place}, cannot be opened: ${reasonOf(cause)}.`);
  }
}

/** A database is named without whoever connects to it: that would tell a password. */
export function namedServer(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl);
  return `${host}${pathname} (DATABASE_URL)`;
}

/** Why it failed, without a full stop. A server tried at several addresses has a code in place of a message. */
export function reasonOf(cause: unknown): string {
  const { message, code } = cause instanceof Error ? (cause as NodeJS.ErrnoException) : {};
  return (message || String(code ?? cause)).replace(/\.$/, '');
}

/** The data folder cannot be used: not a folder, not ours to write, or what stands in it cannot be read. */
export class DataDirUnusable extends StartError {
  constructor(dataDir: string, cause: unknown) {
    super(
      'DATA_DIR_UNUSABLE',
      `The data folder ${dataDir} cannot be used (${(cause as Error).message}). Set DATA_DIR to another.`,
    );
  }
}

/** Runs a command's main function: a {@link StartError} is printed as its sentence alone, anything else with its stack. */
export async function runCommand(main: () => Promise<unknown>): Promise<void> {
  process.stdout.on('error', stopUnread);
  try {
    await main();
  } catch (error) {
    process.stderr.write(
      error instanceof StartError
        ? `${error.code}: ${error.message}\n`
        : `${String((error as Error).stack ?? error)}\n`,
    );
    process.exit(1);
  }
}

/** Who reads what is printed has read enough, as `head` has: nothing is wrong, and nothing is left to do. */
function stopUnread(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
}
