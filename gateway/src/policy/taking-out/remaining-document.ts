import {
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type InlineFragmentNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { readAskedFields, type AskedFields } from './asked-fields.ts';
import { standingOf } from './conditions.ts';
import { answersOf, applies, type Objects, type Question, type Spread } from './question.ts';
import { usedVariables } from './used-variables.ts';

/** The name under which the type of an object is asked for, where its parent does not say; no caller may use it. */
export const TYPE_ALIAS = '__lt_type';

/**
 * The operation without what is refused; null where nothing is left. Fragments stand where they were spread. Where
 * some objects behind an interface allow a field, each of those is asked by a fragment of its own.
 */
export function remainingDocument(question: Question): DocumentNode | null {
  const { schema, operation, root, refused, fragmentOf } = question;
  const standing = standingOf(question.conditionsOf);
  const asked = readAskedFields(question);
  const known = new Map<SelectionSetNode, Map<string, readonly SelectionNode[]>>();
  if (nothingTold(asked, question)) return null;
  const selections = remaining(operation.selectionSet, root, [root]);
  if (selections.length === 0) return null;
  const used = usedVariables(operation.directives ?? [], selections);
  const variableDefinitions = operation.variableDefinitions?.filter(({ variable }) =>
    used.has(variable.name.value),
  );
  return {
    kind: Kind.DOCUMENT,
    definitions: [{ ...operation, variableDefinitions, selectionSet: setOf(selections) }],
  };

  /** What is left of selections written on `type`, where only these `objects` can stand. */
  function remaining(set: SelectionSetNode, type: GraphQLNamedType, objects: Objects) {
    const ways = known.get(set) ?? new Map<string, readonly SelectionNode[]>();
    known.set(set, ways);
    const way = [type, ...objects].map(({ name }) => name).join();
    const left =
      ways.get(way) ??
      set.selections.flatMap((selection): SelectionNode[] => {
        if (standing(selection.directives) === 'never') return [];
        return selection.kind === Kind.FIELD
          ? remainingField(selection, type, objects)
          : remainingFragment(selection, type, objects);
      });
    ways.set(way, left);
    return left;
  }

  function remainingFragment(selection: Spread, type: GraphQLNamedType, objects: Objects): SelectionNode[] {
    const fragment = fragmentOf(selection);
    const { typeCondition } = fragment;
    const narrowed = objects.filter((object) => applies(fragment, object, schema));
    const condition = typeCondition ? schema.getType(typeCondition.name.value)! : type;
    const selections = remaining(fragment.selectionSet, condition, narrowed);
    if (narrowed.length === 0 || selections.length === 0) return [];
    const { directives } = selection;
    return [{ kind: Kind.INLINE_FRAGMENT, typeCondition, directives, selectionSet: setOf(selections) }];
  }

  function remainingField(node: FieldNode, type: GraphQLNamedType, objects: Objects): SelectionNode[] {
    const name = node.name.value;
    if (name.startsWith('__')) return [node];
    const kept = objects.filter((object) => isLeft(node, object));
    if (kept.length === 0) return [];
    const field = node.selectionSet ? { ...node, selectionSet: below(node, type, kept) } : node;
    if (kept.length === objects.length) return [field];
    return kept.map((object) => {
      // Objects may promise more than their interface does; fields that differ so cannot share a response name.
      const alike = String(fieldOf(object, name).type) === String(fieldOf(type, name).type);
      return fragmentOn(object, [alike ? field : fragmentOn(type, [field])]);
    });
  }

  function isLeft({ name, selectionSet }: FieldNode, object: GraphQLObjectType): boolean {
    if (refused.has(`${object.name}.${name.value}`)) return false;
    if (!selectionSet) return true;
    const answer = getNamedType(fieldOf(object, name.value).type);
    return !asked.nothingLeft(asked.partsOf(selectionSet), answer);
  }

  function below({ name, selectionSet }: FieldNode, type: GraphQLNamedType, kept: Objects): SelectionSetNode {
    const answer = getNamedType(fieldOf(type, name.value).type);
    const objects = answersOf(kept, name.value, schema);
    const selections = remaining(selectionSet!, answer, objects);
    return setOf(
      isAbstractType(answer) || selections.length === 0 ? [TYPE_OF_OBJECT, ...selections] : selections,
    );
  }
}

/** Whether a refused field that cannot be null takes the whole answer with it. */
function nothingTold({ partsOf, fieldsOf, isTakenOut }: AskedFields, { operation, root }: Question): boolean {
  const fields = [...fieldsOf(partsOf(operation.selectionSet), root).values()];
  return fields.some(
    (asked) => !asked.maybe && asked.field && isNonNullType(asked.field.type) && isTakenOut(asked),
  );
}

function fieldOf(type: GraphQLNamedType, name: string) {
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
  return field!;
}

const TYPE_OF_OBJECT: FieldNode = {
  kind: Kind.FIELD,
  alias: { kind: Kind.NAME, value: TYPE_ALIAS },
  name: { kind: Kind.NAME, value: '__typename' },
};

const setOf = (selections: readonly SelectionNode[]): SelectionSetNode => ({
  kind: Kind.SELECTION_SET,
  selections,
});

const fragmentOn = ({ name }: GraphQLNamedType, selections: SelectionNode[]): InlineFragmentNode => ({
  kind: Kind.INLINE_FRAGMENT,
  typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } },
  selectionSet: setOf(selections),
});
