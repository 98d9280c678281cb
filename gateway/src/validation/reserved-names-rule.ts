import { GraphQLError, isAbstractType, type ASTVisitor, type ValidationContext } from 'graphql';
import type { KeyFields } from './key-fields.ts';

/**
 * Names the graph needs for itself. An alias that begins with two underscores could pose as the type of an object, one
 * that is called like a key as the key, and a variable as the entities an agency is asked for: wrong data would come
 * back, or agencies would look broken that are not.
 */
export const reservedNamesRule =
  (keyFields: KeyFields) =>
  (context: ValidationContext): ASTVisitor => ({
    Field: ({ alias, name }) => {
      if (!alias || alias.value === name.value) return;
      const isKey = typesAt(context).some((type) => keyFields.get(type)?.has(alias.value));
      if (alias.value.startsWith('__')) {
        const message = `The alias "${alias.value}" begins with two underscores: such names are kept for introspection.`;
        context.reportError(new GraphQLError(message, { nodes: alias }));
      } else if (isKey) {
        const message = `The alias "${alias.value}" is the name of a key of this type: call "${name.value}" otherwise.`;
        context.reportError(new GraphQLError(message, { nodes: alias }));
      }
    },
    VariableDefinition: ({ variable }) => {
      if (variable.name.value !== 'representations') return;
      const message =
        'The variable "$representations" has a name the graph keeps for itself: call it otherwise.';
      context.reportError(new GraphQLError(message, { nodes: variable }));
    },
  });

function typesAt(context: ValidationContext): string[] {
  const type = context.getParentType();
  if (!type) return [];
  return isAbstractType(type)
    ? context
        .getSchema()
        .getPossibleTypes(type)
        .map(({ name }) => name)
    : [type.name];
}
