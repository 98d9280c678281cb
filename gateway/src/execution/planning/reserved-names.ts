import type { FieldNode } from 'graphql';

/** Names that begin so are the gateway's own: no field is called so, and no caller may call anything so. */
const OURS = '__lt_';

/** What a planner asks entities with: a caller's variable of that name needs another. */
const PLANNERS_VARIABLE = 'representations';

/**
 * The name a field is fetched under. Only a field without arguments is fetched under its own: a planner asks for keys and
 * required fields by their names, and would take for them whatever else a caller calls so.
 */
export function fetchedName({ alias, name, arguments: args = [] }: FieldNode): string {
  const asked = (alias ?? name).value;
  return asked === name.value && args.length === 0 ? asked : OURS + asked;
}

/** What the caller calls a field that was fetched under this name. */
export const responseName = (fetched: string): string =>
  fetched.startsWith(OURS) ? fetched.slice(OURS.length) : fetched;

/** The name a caller's variable is planned under. */
export const variableName = (name: string): string => (name === PLANNERS_VARIABLE ? OURS + name : name);

/** A caller's variables under the names they are planned under. */
export const plannedVariables = (
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> =>
  Object.hasOwn(given, PLANNERS_VARIABLE)
    ? { ...given, [variableName(PLANNERS_VARIABLE)]: given[PLANNERS_VARIABLE] }
    : given;
