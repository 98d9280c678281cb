import { Kind, type DirectiveNode, type OperationDefinitionNode } from 'graphql';
import { own } from '../../execution/own.ts';

/** What a variable must be for a selection to stand. */
export interface Condition {
  readonly variable: string;
  readonly is: boolean;
  /** What the variable is when nobody says. */
  readonly initially: boolean | undefined;
}

/** Whether a selection stands. Before the variables are known, some only may. */
export type Standing = 'always' | 'maybe' | 'never';

export type Variables = Readonly<Record<string, unknown>>;

type Directives = readonly DirectiveNode[] | undefined;

/** What `@skip` and `@include` (GraphQL specification, section 3.13) ask for; undefined where they never let it stand. */
export type ConditionsOf = (directives: Directives) => readonly Condition[] | undefined;

export function readConditions({ variableDefinitions = [] }: OperationDefinitionNode): ConditionsOf {
  const initially = new Map(
    variableDefinitions.map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue?.kind === Kind.BOOLEAN ? defaultValue.value : undefined,
    ]),
  );
  return (directives = []) => {
    const conditions: Condition[] = [];
    for (const { name, arguments: args } of directives) {
      if (name.value !== 'skip' && name.value !== 'include') continue;
      const is = name.value === 'include';
      const value = args?.find((argument) => argument.name.value === 'if')?.value;
      if (value?.kind === Kind.BOOLEAN && value.value !== is) return undefined;
      if (value?.kind !== Kind.VARIABLE) continue;
      const variable = value.name.value;
      conditions.push({ variable, is, initially: initially.get(variable) });
    }
    return conditions;
  };
}

export function holds({ variable, is, initially }: Condition, variables: Variables): boolean {
  const given = own(variables, variable);
  return (given === undefined ? initially : given) === is;
}

/** How selections stand: for these variables, or before any are known. */
export const standingOf =
  (conditionsOf: ConditionsOf, variables?: Variables) =>
  (directives: Directives): Standing => {
    const conditions = conditionsOf(directives);
    if (!conditions) return 'never';
    if (variables) return conditions.every((condition) => holds(condition, variables)) ? 'always' : 'never';
    return conditions.length > 0 ? 'maybe' : 'always';
  };
