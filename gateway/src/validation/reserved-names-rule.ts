import { GraphQLError, type ASTVisitor, type ValidationContext } from 'graphql';

/** Names the graph needs for itself, such as the one it asks for an object's type by, begin with two underscores. */
export const reservedNamesRule = (context: ValidationContext): ASTVisitor => ({
  Field: ({ alias, name }) => {
    if (!alias?.value.startsWith('__') || alias.value === name.value) return;
    const message = `The alias "${alias.value}" begins with two underscores: such names are kept for introspection.`;
    context.reportError(new GraphQLError(message, { nodes: alias }));
  },
});
