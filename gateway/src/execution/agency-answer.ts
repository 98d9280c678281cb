/** What a subgraph answered: the outline of a GraphQL answer, checked no further. */
export interface AgencyAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly AgencyError[];
  readonly extensions?: unknown;
}

/** An error as it came: nothing in it is what it should be until looked at. */
export type AgencyError = Readonly<Record<string, unknown>>;

/** Reads an answer; null where the text is none. An answer without data has to say why. */
export function readAnswer(text: string): AgencyAnswer | null {
  const answer = parseJson(text);
  if (!isObject(answer)) return null;
  const { data, errors } = answer;
  if (data !== undefined && data !== null && !isObject(data)) return null;
  if (errors !== undefined && !(Array.isArray(errors) && errors.every(isObject))) return null;
  return data || errors?.length ? answer : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
