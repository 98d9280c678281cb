import { INHERITED, own } from './own.ts';

/**
 * Code made for one operation: where names are known beforehand, reading them is several times as fast as looking names up.
 * Into the text go only names of GraphQL and JSON literals, by {@link literal} and {@link read}; every other value is a
 * {@link GeneratedCode.constant}.
 */
export interface GeneratedCode {
  /** The name of a value in the code. */
  readonly constant: (value: unknown) => string;
  /** Adds declarations. */
  readonly declare: (code: string) => void;
  /** What an expression over all that was declared comes to. */
  readonly evaluate: <Value>(expression: string) => Value;
}

export function createCode(): GeneratedCode {
  const names: string[] = ['own'];
  const values: unknown[] = [own];
  let declarations = '"use strict";';
  return {
    constant: (value) => {
      values.push(value);
      return names[names.push(`c${names.length}`) - 1]!;
    },
    declare: (code) => void (declarations += code),
    evaluate: <Value>(expression: string) =>
      // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- what goes into it is said above
      new Function(...names, `${declarations}return ${expression};`)(...values) as Value,
  };
}

export const literal = (text: string): string => JSON.stringify(text);

/** Reads what an object holds under a name of its own. */
export const read = (object: string, name: string): string =>
  INHERITED.has(name) ? `own(${object},${literal(name)})` : `${object}[${literal(name)}]`;
