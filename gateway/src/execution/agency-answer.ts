import { isUtf8 } from 'node:buffer';
import { inBytes, inText } from '@lienthong/shared/bytes';
import { isData, type Data } from './own.ts';

/** What a subgraph answered: the outline of a GraphQL answer, checked no further. */
export interface AgencyAnswer {
  /** All its texts as bytes. */
  readonly data: Data | null;
  /** Whether some text of the data may hold what JSON has to escape. */
  readonly escape: boolean;
  readonly errors: readonly AgencyError[];
  /** Its texts as bytes, too. */
  readonly extensions: unknown;
}

/** An error as it came: nothing in it is what it should be until looked at. */
export type AgencyError = Readonly<Record<string, unknown>>;

/** Reads an answer; null where the body is none. An answer without data has to say why. */
export function readAnswer(body: Buffer): AgencyAnswer | null {
  if (!isUtf8(body)) return null;
  const bytes = body.toString('latin1');
  const escape = bytes.includes('\\');
  // A character written as `\u…` is read as itself, not as its bytes: where one may stand, all is read as text, and then told as bytes.
  const answer = escape && bytes.includes('\\u') ? inBytes(parseJson(body.toString())) : parseJson(bytes);
  if (!isData(answer)) return null;
  const { data = null, errors, extensions } = answer;
  if (data !== null && !isData(data)) return null;
  if (errors !== undefined && !(Array.isArray(errors) && errors.every(isData))) return null;
  if (!data && !errors?.length) return null;
  return {
    data,
    escape,
    errors: errors === undefined ? NO_ERRORS : inText(errors as AgencyError[]),
    extensions,
  };
}

const NO_ERRORS: readonly AgencyError[] = [];

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
