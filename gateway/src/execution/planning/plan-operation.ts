import { getOperationAST, Kind, OperationTypeNode, visit, type DocumentNode } from 'graphql';
import { changesOf } from './changes.ts';
import type { Planner, Step } from './plan.ts';

/** Plans a document of one operation without conditions; null where nothing has to be asked. */
export async function planOperation(planner: Planner, plain: DocumentNode): Promise<Step | null> {
  const operation = getOperationAST(plain)!;
  const parts = operation.operation === OperationTypeNode.MUTATION ? changesOf(plain, operation) : [plain];
  const steps: Step[] = [];
  for (const part of parts) {
    const step = await planner.plan(withoutEmptySets(part));
    if (step) steps.push(step);
  }
  return steps.length > 1 ? { kind: 'sequence', steps } : (steps[0] ?? null);
}

/** For a planner every set of selections has to hold something. */
const withoutEmptySets = (document: DocumentNode): DocumentNode =>
  visit(document, {
    SelectionSet: (set) => (set.selections.length === 0 ? { ...set, selections: [TYPENAME] } : undefined),
  });

export const TYPENAME = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } } as const;
