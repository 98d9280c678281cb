import type { FormattedExecutionResult, ExecutionResult } from 'graphql';

type Answer = ExecutionResult | FormattedExecutionResult;

/**
 * The places where an answer has nothing for an error it tells of: each where the error happened, or above it, where it made
 * all go. A place that has something all the same is told with what it has. With `others`, errors of what nobody asked for in their place are
 * allowed: of what is fetched to compute from, or is asked only of some of the objects that stand there.
 */
export function emptyPlaces({ data, errors = [] }: Answer, others = false): string[] {
  const found = errors.flatMap(({ path = [] }): string[] => {
    let value: unknown = data ?? null;
    const place: (string | number)[] = [];
    for (const step of path) {
      if (value === null || value === undefined) break;
      const missing = typeof value === 'object' && !Object.hasOwn(value, step);
      if (missing && others) return [];
      value = missing ? 'what was not asked' : (value as Record<string, unknown>)[step];
      place.push(step);
    }
    const shown = place.map(String).join('.');
    // What was required with arguments has no name its caller knows: its object is told.
    if (others && typeof value === 'object' && value !== null && !Array.isArray(value)) return [];
    return [value === null ? shown : `${shown} has ${JSON.stringify(value)}`];
  });
  return [...new Set(found)].sort();
}
