import type { Fetch } from '../planning/plan.ts';

/** The body of a question (GraphQL over HTTP, section 5.2.1); what it is about is JSON already. */
export function questionText(
  { query, operationName }: Pick<Fetch, 'query' | 'operationName'>,
  variables: Readonly<Record<string, unknown>>,
  representations: readonly string[] | null,
): string {
  if (!representations) return JSON.stringify({ query, variables, operationName });
  const others = JSON.stringify(variables).slice(1, -1);
  const all = `"representations":[${representations.join()}]${others && `,${others}`}`;
  const name = operationName === undefined ? '' : `,"operationName":${JSON.stringify(operationName)}`;
  return `{"query":${JSON.stringify(query)},"variables":{${all}}${name}}`;
}
