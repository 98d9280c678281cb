import type { Callers } from './case-files.ts';
import { authorizationOf, type Outcome } from './run-case.ts';
import type { World } from './world.ts';

const QUERY = `{ receipts(first: 20) { nodes {
  id outcome agency purpose caseId subjects
  sources { owner asked given refused { field reason } }
} } }`;

/** A receipt as an auditor sees it. */
export interface AuditedReceipt {
  readonly id: string;
  readonly outcome: string;
  readonly agency: string | null;
  readonly purpose: string | null;
  readonly subjects: readonly string[];
  readonly sources: readonly Readonly<Record<string, unknown>>[];
}

/** The receipt that an answer names, asked for as an auditor. */
export async function receiptOf(world: World, callers: Callers, { body }: Outcome): Promise<AuditedReceipt> {
  const { receipt } = body.extensions!['exchange'] as { readonly receipt: string };
  const auditor = { caller: 'land', claims: { purpose: 'data-audit' } };
  const response = await fetch(`${world.gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(await authorizationOf(world, callers, auditor)) },
    body: JSON.stringify({ query: QUERY }),
  });
  const { data, errors } = (await response.json()) as {
    data: { receipts: { nodes: readonly AuditedReceipt[] } } | null;
    errors?: unknown;
  };
  const found = data?.receipts?.nodes.find(({ id }) => id === receipt);
  if (!found) throw new Error(`No receipt ${receipt}: ${JSON.stringify(errors)}`);
  return found;
}

export const outcomeOfReceipt = async (world: World, callers: Callers, outcome: Outcome): Promise<string> =>
  (await receiptOf(world, callers, outcome)).outcome;
