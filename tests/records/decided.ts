import { bestCase } from '@lienthong/shared/policy/best-case';
import { decide } from '@lienthong/shared/policy/decide';
import { legalDay, startOfDay } from '@lienthong/shared/policy/legal-day';
import { coordinatesOf } from '@lienthong/shared/policy/operation-fields';
import type { AgencyCaller, Caller, Permit } from '@lienthong/shared/policy/types';
import { parse } from 'graphql';
import { openRules } from '../../scripts/rules/open-rules.ts';

export const rules = openRules('.');
export const NOW = '2026-11-24';

/** A question about one person of the population register. */
export const citizen = (fields: string) => `{ citizen(personalId: "") { ${fields} } }`;

/** What the rules of this checkout say to a question on a day. */
export function decided(caller: Caller, query: string, day: string = NOW) {
  const { verdicts, refusals } = decide(
    { caller, coordinates: coordinatesOf(parse(query), rules.schema) },
    rules.compiled,
    startOfDay(day),
  );
  return {
    permits: [...verdicts.values()].filter((verdict): verdict is Permit => verdict.allowed),
    refused: Object.fromEntries(refusals.map(({ coordinate, reason }) => [coordinate, reason])),
  };
}

/** An agency that brings every proof there is. */
export const agencyFor = (agency: string, purpose: string, day: string = NOW): AgencyCaller =>
  bestCase(agency, purpose, rules.compiled, legalDay(startOfDay(day)));
