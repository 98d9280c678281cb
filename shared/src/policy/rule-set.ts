import { createHash } from 'node:crypto';
import type { RuleSet, Rules } from './types.ts';

/** Puts rules together and names what they say by its hash. The order of rules and of lists in them says nothing. */
export const assemble = (rules: Rules): RuleSet => ({ ...rules, version: versionOf(rules) });

const versionOf = (rules: Rules): string =>
  `sha256:${createHash('sha256').update(canonical(rules)).digest('hex')}`;

/**
 * JSON with sorted keys and sorted lists. All lists in rules are sets, but for the citations of a basis: there the
 * order says which is named first, and no decision rests on it.
 */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return `{${entries
    .map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`)
    .sort()
    .join(',')}}`;
}
