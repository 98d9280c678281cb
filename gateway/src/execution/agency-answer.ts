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
  const text = body.toString('latin1');
  const escape = text.includes('\\');
  const answer = parseJson(text);
  if (!isData(answer)) return null;
  const { data = null, errors, extensions } = answer;
  if (data !== null && !isData(data)) return null;
  if (errors !== undefined && !(Array.isArray(errors) && errors.every(isData))) return null;
  if (!data && !errors?.length) return null;
  return {
    // A character written as `\u…` stands in the text as it is, not as its bytes.
    data: escape && data && text.includes('\\u') ? inBytes(dataOf(body)) : data,
    escape,
    errors: errors === undefined ? NO_ERRORS : inText(errors as AgencyError[]),
    extensions,
  };
}

const NO_ERRORS: readonly AgencyError[] = [];

const dataOf = (body: Buffer): Data => (JSON.parse(body.toString()) as { data: Data }).data;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
