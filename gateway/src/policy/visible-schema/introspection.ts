import {
  getOperationAST,
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';
import { usedVariables } from '../taking-out/used-variables.ts';

/** An operation in two: what it asks about the graph, and what it asks of it. */
export interface Split {
  readonly introspection: DocumentNode | null;
  readonly data: DocumentNode | null;
}

/** Takes `__schema` and `__type` apart from the rest: they are answered from what the caller may see of the graph. */
export function splitIntrospection(
  document: DocumentNode,
  operationName: string | undefined,
  schema: GraphQLSchema,
): Split {
  const operation = getOperationAST(document, operationName)!;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const root = schema.getRootType(operation.operation)!.name;

  return {
    introspection: part((name) => isAboutSchema(name)),
    data: part((name) => !isAboutSchema(name)),
  };

  function part(wanted: (field: string) => boolean): DocumentNode | null {
    const selections = kept(operation.selectionSet.selections, wanted);
    if (selections.length === 0) return null;
    const definitions = [...fragmentsIn(selections)].map((name) => fragments.get(name)!);
    const used = usedVariables(operation.directives ?? [], [
      ...selections,
      ...definitions.flatMap(({ selectionSet }) => selectionSet.selections),
    ]);
    const remaining: OperationDefinitionNode = {
      ...operation,
      variableDefinitions: (operation.variableDefinitions ?? []).filter(({ variable }) =>
        used.has(variable.name.value),
      ),
      selectionSet: { kind: Kind.SELECTION_SET, selections },
    };
    return { kind: Kind.DOCUMENT, definitions: [remaining, ...definitions] };
  }

  /** At the root, fragments are opened; below it they stay what they are. */
  function kept(selections: readonly SelectionNode[], wanted: (field: string) => boolean): SelectionNode[] {
    return selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FIELD) return wanted(selection.name.value) ? [selection] : [];
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value)!;
      const below = kept(fragment.selectionSet.selections, wanted);
      if (below.length === 0) return [];
      return [
        {
          kind: Kind.INLINE_FRAGMENT,
          typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: root } },
          ...(selection.directives && { directives: selection.directives }),
          selectionSet: { kind: Kind.SELECTION_SET, selections: below },
        },
      ];
    });
  }

  function fragmentsIn(selections: readonly SelectionNode[], found = new Set<string>()): Set<string> {
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const name = selection.name.value;
        if (found.has(name)) continue;
        found.add(name);
        fragmentsIn(fragments.get(name)!.selectionSet.selections, found);
      } else if (selection.selectionSet) fragmentsIn(selection.selectionSet.selections, found);
    }
    return found;
  }
}

const isAboutSchema = (field: string): boolean => field === '__schema' || field === '__type';
