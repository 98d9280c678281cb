import { parseArgs, type ParseArgsConfig } from 'node:util';
import { wholeNumber } from '@lienthong/shared/environment';
import { StartError } from '@lienthong/shared/errors';

type Options = NonNullable<ParseArgsConfig['options']>;
type Words = 'with words' | 'without words';

const help = { type: 'boolean', short: 'h', default: false } as const;

/**
 * Reads what a command was called with: its options, `--help` among them, and the words beside them, where it takes any;
 * `named` are the options by name, as they were given.
 * `call` is how it is called, such as `npm run ledger --`. Errors: `BAD_ARGUMENT`, naming the argument.
 */
export function readArguments<const Own extends Options>(
  call: string,
  own: Own,
  words: Words = 'without words',
  args: readonly string[] = process.argv.slice(2),
) {
  try {
    const options = { ...own, help };
    const read = parseArgs({
      args: [...args],
      options,
      allowPositionals: words === 'with words',
      tokens: true,
    });
    const named = read.tokens.flatMap((token) => (token.kind === 'option' ? token.name : []));
    return { values: read.values, positionals: read.positionals, named };
  } catch (error) {
    throw badArgument(call, inOneLine((error as Error).message));
  }
}

/** A command was given something it does not take: says what, in a sentence, and where to read what it takes. */
export const badArgument = (call: string, sentence: string): StartError =>
  new StartError('BAD_ARGUMENT', `${sentence} See ${call} --help`);

/** Node says it in lines, not always with a full stop, and tells how to give a word that begins with a dash: none does. */
const inOneLine = (message: string): string =>
  message
    .replace(/ To specify a positional argument.*/s, '')
    .replaceAll(/\s+/g, ' ')
    .replace(/\.?$/, '.');

/** Refuses options of a command's other parts: whoever gives one thinks it was heard. Errors: `BAD_ARGUMENT`. */
export function refuseOthers(
  call: string,
  part: string,
  named: readonly string[],
  takes: readonly string[],
): void {
  const other = named.find((name) => !takes.includes(name));
  if (other !== undefined) throw badArgument(call, `${part} takes no --${other}.`);
}

/** A whole number from 1 to `most`, given for an option. Errors: `BAD_ARGUMENT`. */
export function numberOf(call: string, option: string, given: string, most: number): number {
  const read = wholeNumber(1, most).safeParse(given);
  if (read.success) return read.data;
  throw badArgument(call, `--${option} ${read.error.issues[0]!.message}, not "${given}".`);
}

/** What a word stands for, such as a command's part. Errors: `BAD_ARGUMENT`, naming all there are. */
export function chosen<Part>(
  call: string,
  what: string,
  parts: ReadonlyMap<string, Part>,
  word: string,
): Part {
  const part = parts.get(word);
  if (part !== undefined) return part;
  throw badArgument(call, `There is no ${what} "${word}": ${[...parts.keys()].join(', ')} there are.`);
}
