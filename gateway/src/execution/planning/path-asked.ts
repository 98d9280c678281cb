import {
  doTypesOverlap,
  getOperationAST,
  isCompositeType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type SelectionNode,
} from 'graphql';
import { isData, own, type Data } from '../own.ts';
import type { Path } from '../place.ts';
import { responseName } from './reserved-names.ts';

/**
 * A path into fetched `data` as the caller of a planned document knows it: under the caller's names, and only as long as the
 * document asks for it of objects of that type. A plan asks for keys and required fields that nobody asked for: what goes
 * wrong with one is told of the object it belongs to.
 */
export function pathAsked(fetched: Path, plain: DocumentNode, data: Data, schema: GraphQLSchema): Path {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of plain.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const path: (string | number)[] = [];
  let value: unknown = data;
  let { selections } = getOperationAST(plain)!.selectionSet;
  for (const step of fetched) {
    if (typeof step === 'string') {
      const asked = fieldsOf(value, selections).filter(({ alias, name }) => (alias ?? name).value === step);
      if (asked.length === 0) break;
      selections = asked.flatMap(({ selectionSet }) => selectionSet?.selections ?? []);
      value = isData(value) ? own(value, step) : undefined;
    } else value = Array.isArray(value) ? value[step] : undefined;
    path.push(typeof step === 'string' ? responseName(step) : step);
  }
  return path;

  /** What is asked of an object; of one that is not known, all there is. */
  function fieldsOf(object: unknown, some: readonly SelectionNode[]): FieldNode[] {
    return some.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection];
      const { typeCondition, selectionSet } =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value)!;
      return mayBe(object, typeCondition?.name.value) ? fieldsOf(object, selectionSet.selections) : [];
    });
  }

  function mayBe(object: unknown, name: string | undefined): boolean {
    const type = isData(object) ? schema.getType(String(object['__typename'])) : undefined;
    const wanted = name === undefined ? undefined : schema.getType(name);
    return !isCompositeType(type) || !isCompositeType(wanted) || doTypesOverlap(schema, type, wanted);
  }
}
