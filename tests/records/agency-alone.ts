import { afterAll, beforeAll, expect } from '@jest/globals';
import { sealPermits } from '@lienthong/shared/identity/seal-content';
import { bestCase } from '@lienthong/shared/policy/best-case';
import { decide } from '@lienthong/shared/policy/decide';
import { legalDay, startOfDay } from '@lienthong/shared/policy/legal-day';
import { coordinatesOf } from '@lienthong/shared/policy/operation-fields';
import type { AgencyCaller, Permit } from '@lienthong/shared/policy/types';
import { parse } from 'graphql';
import { openRules } from '../../scripts/rules/open-rules.ts';
import type { AnswerBody } from '../support/ask.ts';
import { loadListed, startSubgraph, type TestSubgraph } from '../support/subgraph.ts';

/** Asks one agency alone, with nobody in between: what it holds. For the whole suite that calls it. */
export function agency(name: string) {
  let running: TestSubgraph;
  beforeAll(async () => {
    running = await startSubgraph(await loadListed(name), { gatewayKeys: null });
  });
  afterAll(() => running.remove());

  const ask = async (query: string, variables: Record<string, unknown> = {}): Promise<AnswerBody['data']> => {
    const { body } = await running.ask(query, variables, { key: null });
    expect(body.errors).toBeUndefined();
    return body.data;
  };
  return {
    ask,
    refer: async (type: string, selection: string, references: readonly object[]) =>
      (
        await ask(
          `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { ${selection} } } }`,
          { of: references.map((reference) => ({ __typename: type, ...reference })) },
        )
      )._entities as readonly Record<string, unknown>[],
  };
}

const { compiled, schema } = openRules('.');
/** Owners go by the clock: what is asked of them rests on grants without an end. */
const NOW = Date.now();

/** An agency that brings every proof but those of the people it asks about. */
export const asking = (
  agency: string,
  purpose: string,
  subjects: readonly string[],
  territory = '01',
): AgencyCaller => ({
  ...bestCase(agency, purpose, compiled, legalDay(NOW)),
  case: { id: 'HS-2026-1', subjects },
  territory,
});

/** What the rules refuse on a day to an agency that brings every proof but those it leaves out, and why. */
export function refusedTo(
  agency: string,
  purpose: string,
  query: string,
  without: Partial<AgencyCaller> = {},
  day = '2026-11-24',
): Record<string, string> {
  const at = startOfDay(day);
  const caller = { ...bestCase(agency, purpose, compiled, legalDay(at)), ...without };
  const { refusals } = decide({ caller, coordinates: coordinatesOf(parse(query), schema) }, compiled, at);
  return Object.fromEntries(refusals.map(({ coordinate, reason }) => [coordinate, reason]));
}

/** One owner alone, asked under a seal with what the rules permit to who brings every proof. */
export function owner(name: string) {
  let running: TestSubgraph;
  beforeAll(async () => {
    running = await startSubgraph(await loadListed(name));
  });
  afterAll(() => running.remove());

  const ask = async (
    caller: AgencyCaller,
    query: string,
    variables: Record<string, unknown>,
    meant = query,
  ) => {
    const coordinates = coordinatesOf(parse(meant), schema);
    const supposed = { ...caller, case: { id: 'HS-2026-1', subjects: ['*'] } };
    const { verdicts } = decide({ caller: supposed, coordinates }, compiled, NOW);
    const permits = [...verdicts.values()].filter((verdict): verdict is Permit => verdict.allowed);
    const { consents: _, ...told } = caller;
    const content = { caller: told, ruleSet: compiled.version, permits: sealPermits(permits) };
    const { body } = await running.ask(query, variables, { content });
    return { data: body.data, codes: body.errors?.map(({ extensions }) => extensions.code) ?? [] };
  };
  return {
    ask,
    /** The same of people it is referred to by their numbers. */
    refer: async (caller: AgencyCaller, fields: string, personalIds: readonly string[]) => {
      const { data, codes } = await ask(
        caller,
        `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Citizen { ${fields} } } }`,
        { of: personalIds.map((personalId) => ({ __typename: 'Citizen', personalId })) },
        `{ citizen(personalId: "") { ${fields} } }`,
      );
      return { people: data._entities as readonly unknown[], codes };
    },
  };
}
