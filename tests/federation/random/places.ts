import type { FormattedExecutionResult, ExecutionResult } from 'graphql';
import { TIED } from './vocabulary.ts';

type Answer = ExecutionResult | FormattedExecutionResult;

/**
 * The places where an answer has nothing for an error it tells of: each where the error happened, or above it, where it made
 * all go. A place that has something all the same is told with what it has. Errors of `hidden` fields that nobody asked for are
 * allowed, and with them those below what parents of several types are tied to: there all are asked for what some are asked for.
 */
export function emptyPlaces({ data, errors = [] }: Answer, hidden?: ReadonlySet<string>): string[] {
  const found = errors.flatMap(({ path = [] }): string[] => {
    let value: unknown = data ?? null;
    const place: (string | number)[] = [];
    for (const step of path) {
      if (value === null || value === undefined) break;
      const missing = typeof value === 'object' && !Object.hasOwn(value, step);
      if (missing && (hidden?.has(String(step)) || (hidden && path.includes(TIED)))) return [];
      value = missing ? 'what was not asked' : (value as Record<string, unknown>)[step];
      place.push(step);
    }
    const shown = place.map(String).join('.');
    // What was required with arguments has no name its caller knows: its object is told.
    if (hidden?.size && typeof value === 'object' && value !== null && !Array.isArray(value)) return [];
    return [value === null ? shown : `${shown} has ${JSON.stringify(value)}`];
  });
  return [...new Set(found)].sort();
}
