import { GraphQLError } from 'graphql';

/**
 * An error a caller can act on: a stable code, a full sentence with the facts, and no data. `status` is the HTTP
 * status where it ends the whole request; thrown by a resolver it ends that field alone. Everything else that is
 * thrown in a request is a bug, and is masked.
 */
export class ExchangeError extends GraphQLError {
  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
    facts: Readonly<Record<string, unknown>> = {},
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
