import { GraphQLError, Kind, OperationTypeNode, type ASTVisitor, type ValidationContext } from 'graphql';

/** What is deferred has a name of its own, or none: of two parts of one name nobody could tell which is which. */
export function deferLabelsRule(context: ValidationContext): ASTVisitor {
  const known = new Set<string>();
  return {
    Directive: (node) => {
      if (node.name.value !== 'defer') return;
      const label = node.arguments?.find(({ name }) => name.value === 'label')?.value;
      if (!label || label.kind === Kind.NULL) return;
      if (label.kind !== Kind.STRING) report('The label of @defer must be a string, and no variable.');
      else if (known.has(label.value)) report(`The label "${label.value}" is given to more than one @defer.`);
      else known.add(label.value);

      function report(message: string): void {
        context.reportError(new GraphQLError(message, { nodes: node }));
      }
    },
  };
}

/** A change happens at once, and a subscription has its own events: neither can defer its root fields. */
export const deferAtRootRule = (context: ValidationContext): ASTVisitor => ({
  Directive: (node) => {
    const type = context.getParentType();
    const root = [OperationTypeNode.MUTATION, OperationTypeNode.SUBSCRIPTION].find(
      (kind) => type && context.getSchema().getRootType(kind) === type,
    );
    if (node.name.value === 'defer' && root)
      context.reportError(new GraphQLError(`@defer cannot stand at the root of a ${root}.`, { nodes: node }));
  },
});
