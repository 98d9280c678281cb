import type { FormattedExecutionResult, ExecutionResult } from 'graphql';

type Answer = ExecutionResult | FormattedExecutionResult;

/**
 * The places where an answer has nothing for an error it tells of: each where the error happened, or above it, where it made
 * all go. A place that has something all the same is told with what it has. Where something is `required` that nobody may have
 * asked for, an object may stand where an error is told of it.
 */
export function emptyPlaces({ data, errors = [] }: Answer, required = false): string[] {
  const found = errors.flatMap(({ path = [] }): string[] => {
    let value: unknown = data ?? null;
    const place: (string | number)[] = [];
    for (const step of path) {
      if (value === null || value === undefined) break;
      const missing = typeof value === 'object' && !Object.hasOwn(value, step);
      value = missing ? 'what was not asked' : (value as Record<string, unknown>)[step];
      place.push(step);
    }
    const anObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (required && anObject) return [];
    const shown = place.map(String).join('.');
    return [value === null ? shown : `${shown} has ${JSON.stringify(value)}`];
  });
  return [...new Set(found)].sort();
}
