import { expect } from '@jest/globals';
import { buildASTSchema, parse } from 'graphql';
import { coordinatesOf } from '@lienthong/shared/policy/operation-fields';
import type { Callers, Case } from './case-files.ts';
import type { Outcome } from './run-case.ts';
import type { World } from './world.ts';

const QUERY = `query ($operation: String!, $agency: ID, $purpose: ID) {
  explain(operation: $operation, agency: $agency, purpose: $purpose) {
    fields { field allowed needs { kind } refusal { reason } }
  }
}`;

interface Explained {
  readonly field: string;
  readonly allowed: boolean;
  readonly needs: readonly { readonly kind: string }[];
  readonly refusal: { readonly reason: string } | null;
}

interface Told {
  readonly coordinate: string;
  readonly reason: string;
  readonly agency?: string;
}

const toldIn = ({ body }: Outcome) =>
  body.extensions?.['exchange'] as
    { readonly ruleSet?: string; readonly refused?: readonly Told[] } | undefined;

/** Whether there was a decision that can be asked for without making it: of people nobody can be asked as. */
export const explained = ({ query, caller, operationName }: Case, outcome: Outcome): boolean =>
  query !== undefined &&
  operationName === undefined &&
  !['an', 'binh'].includes(caller) &&
  toldIn(outcome)?.ruleSet !== undefined;

/**
 * What is explained is what happens: a field that is refused is explained as refused for the same reason, or as one the
 * request has to bring something for; every other is explained as given.
 */
export async function expectExplained(
  world: World,
  { query, caller, claims }: Case,
  callers: Callers,
  outcome: Outcome,
): Promise<void> {
  const { agency, purpose } = { ...callers[caller], ...claims } as { agency?: string; purpose?: string };
  const response = await fetch(`${world.gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: QUERY, variables: { operation: query, agency, purpose } }),
  });
  const { data, errors } = (await response.json()) as {
    data?: { explain: { fields: readonly Explained[] } | null };
    errors?: readonly { readonly extensions: { readonly code: string } }[];
  };
  if (errors?.[0]?.extensions.code === 'UNKNOWN_PURPOSE') {
    for (const { reason } of toldIn(outcome)!.refused!) expect(reason).toBe('PURPOSE_MISMATCH');
    return;
  }
  expect(errors).toBeUndefined();
  const happened = new Map(
    toldIn(outcome)!.refused!.flatMap((told) =>
      told.agency ? [] : [[told.coordinate, told.reason] as const],
    ),
  );
  const { fields } = data!.explain!;
  const asked = new Set(
    coordinatesOf(parse(query!), buildASTSchema(parse(world.supergraph), { assumeValidSDL: true })),
  );
  const differing = fields.filter(({ field, allowed, needs, refusal }) => {
    const reason = happened.get(field);
    // Of a key for which nothing is left to be fetched nothing is told.
    if (reason === undefined) return !allowed && asked.has(field);
    return allowed ? needs.length === 0 : refusal?.reason !== reason;
  });
  expect(differing).toEqual([]);
  expect(fields.map(({ field }) => field)).toEqual(expect.arrayContaining([...asked, ...happened.keys()]));

  const reached = new Set(Object.values(outcome.asked).flat());
  expect(fields.filter(({ field, allowed }) => !allowed && reached.has(field))).toEqual([]);
}
