import {
  isAbstractType,
  isObjectType,
  Kind,
  type DirectiveNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

/** Selections of an object; all of them may be missing where the field they stand under is asked for elsewhere too. */
export interface Selections {
  readonly set: SelectionSetNode;
  readonly conditional: boolean;
}

/** What is asked for under one key of an object, from everywhere in the selections that apply to it. */
export interface CollectedField {
  readonly name: string;
  readonly selections: Selections[];
  /** It may be missing: `@skip` or `@include` stands on every way to it. */
  conditional: boolean;
}

export interface CollectedFields {
  readonly byKey: ReadonlyMap<string, CollectedField>;
  /** Whether a fragment stands on a type the schema does not show: then not every key is known. */
  readonly open: boolean;
}

/** Collects what is asked of an object of one type (GraphQL specification, section 6.3.2), without looking at variables. */
export function collectFields(
  selections: readonly Selections[],
  typename: string,
  schema: GraphQLSchema,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): CollectedFields {
  const byKey = new Map<string, CollectedField>();
  let open = false;

  function collect(selectionSet: SelectionSetNode, conditional: boolean): void {
    for (const selection of selectionSet.selections) {
      const maybe = conditional || isConditional(selection.directives);
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const field = byKey.get(key) ?? { name: selection.name.value, selections: [], conditional: true };
        field.conditional &&= maybe;
        if (selection.selectionSet)
          field.selections.push({ set: selection.selectionSet, conditional: maybe });
        byKey.set(key, field);
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      const condition = fragment?.typeCondition?.name.value;
      if (condition !== undefined && !schema.getType(condition)) open = true;
      else if (fragment && applies(condition, typename, schema)) collect(fragment.selectionSet, maybe);
    }
  }

  // Under a field that is asked for once, whatever it holds is there when the field is.
  for (const { set, conditional } of selections) collect(set, conditional && selections.length > 1);
  return { byKey, open };
}

function applies(condition: string | undefined, typename: string, schema: GraphQLSchema): boolean {
  if (condition === undefined || condition === typename) return true;
  const [wanted, type] = [schema.getType(condition), schema.getType(typename)];
  return isAbstractType(wanted) && isObjectType(type) && schema.isSubType(wanted, type);
}

const isConditional = (directives: readonly DirectiveNode[] = []): boolean =>
  directives.some(({ name }) => name.value === 'skip' || name.value === 'include');
