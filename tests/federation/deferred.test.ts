import { beforeEach, describe, expect, it } from '@jest/globals';
import { Kind, OperationTypeNode, parse, print, visit, type SelectionNode } from 'graphql';
import { readCases } from './support/case-files.ts';
import { createFederation } from './support/federation.ts';
import { openOurs } from './support/open-ours.ts';
import { readWorld } from './support/world.ts';

/** The ways `@defer` is put before selections: which of those that come one after another. */
const WAYS: readonly [name: string, defers: (position: number) => boolean][] = [
  ['everything', () => true],
  ['every other selection', (position) => position % 2 === 1],
  ['the first of three selections', (position) => position % 3 === 0],
];

let parts = 0;

describe.each(readCases('tests/federation/cases'))('$feature', ({ schemas, data, questions }) => {
  const federation = createFederation(schemas, readWorld(data));
  beforeEach(federation.reset);

  describe.each(WAYS)('with %s deferred', (_, defers) => {
    const gateway = openOurs(federation.supergraphSdl, federation.subgraphs, true);

    for (const { name, query, variables, operation, broken } of questions)
      if (!('ours' in broken || 'deferred' in broken))
        it(`comes to the answer to all of it: ${name}`, async () => {
          const expected = await federation.expected({ query, variables, operationName: operation });
          federation.reset();
          const deferred = deferring(query, defers);
          const answer = await gateway.ask({ query: deferred, variables, operationName: operation });
          // A null that may not stand ends its part, and not what the part belongs to.
          if (expected.errors) expect(answer.errors).toBeDefined();
          else
            expect({ deferred, ...answer }).toEqual({
              deferred,
              data: JSON.parse(JSON.stringify(expected.data)) as unknown,
            });
          parts += gateway.parts();
        });
  });
});

it('Parts came later', () => {
  expect(parts).toBeGreaterThan(1000);
});

/** Puts selections into fragments that are deferred, but for the roots of changes. */
function deferring(query: string, defers: (position: number) => boolean): string {
  let position = 0;
  const deferred = (selection: SelectionNode): SelectionNode =>
    defers(position++)
      ? {
          kind: Kind.INLINE_FRAGMENT,
          directives: [{ kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'defer' } }],
          selectionSet: { kind: Kind.SELECTION_SET, selections: [selection] },
        }
      : selection;
  return print(
    visit(parse(query), {
      SelectionSet: {
        leave: (set, _key, parent) => {
          const node = parent as unknown as { kind?: Kind; operation?: OperationTypeNode };
          const changes =
            node.kind === Kind.OPERATION_DEFINITION && node.operation !== OperationTypeNode.QUERY;
          return changes ? undefined : { ...set, selections: set.selections.map(deferred) };
        },
      },
    }),
  );
}
