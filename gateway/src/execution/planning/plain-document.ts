import {
  Kind,
  visit,
  type DirectiveNode,
  type DocumentNode,
  type NameNode,
  type OperationDefinitionNode,
} from 'graphql';
import type { Standing } from '../../policy/taking-out/conditions.ts';
import { fetchedName, variableName } from './reserved-names.ts';

/**
 * One operation as it is planned: without what is skipped, so that no step depends on a condition, and under names that
 * are nobody else's. Of directives on fragments those in `kept` stay. An object all of whose fields are skipped keeps an empty set of selections.
 */
export function plainDocument(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  standing: (directives: OperationDefinitionNode['directives']) => Standing,
  kept: (directives: OperationDefinitionNode['directives']) => readonly DirectiveNode[] = () => [],
): DocumentNode {
  const definitions = document.definitions.filter(
    (definition) => definition === operation || definition.kind === Kind.FRAGMENT_DEFINITION,
  );
  const unconditional = <Selection extends { readonly directives?: OperationDefinitionNode['directives'] }>(
    selection: Selection,
  ): Selection | null =>
    standing(selection.directives) === 'never'
      ? null
      : { ...selection, directives: kept(selection.directives) };

  return visit(
    { ...document, definitions },
    {
      Field: (node) => {
        const field = unconditional(node);
        const name = fetchedName(node);
        return field && { ...field, alias: name === node.name.value ? undefined : nameOf(name) };
      },
      InlineFragment: unconditional,
      FragmentSpread: unconditional,
      Variable: ({ kind, name }) => ({ kind, name: nameOf(variableName(name.value)) }),
    },
  );
}

const nameOf = (value: string): NameNode => ({ kind: Kind.NAME, value });
