import {
  getNamedType,
  isCompositeType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

/** What is asked of objects of these types. */
interface Asked {
  readonly set: SelectionSetNode;
  readonly types: readonly GraphQLObjectType[];
  readonly above: AskedField['above'];
}

/** A field as it is asked of objects of some types. */
export interface AskedField {
  readonly field: FieldNode;
  readonly types: readonly GraphQLObjectType[];
  /** The types of the objects that lead to these, from the root on. */
  readonly above: readonly (readonly GraphQLObjectType[])[];
}

/**
 * Looks at what is asked under one response name in a place of an answer: `here`, the response names that lead to it. `parents` are the
 * types of objects that may hold it. What it says is told, as `within`, where it looks at what stands below.
 */
export type Look = (
  here: readonly string[],
  fields: readonly AskedField[],
  parents: readonly GraphQLObjectType[],
  within: boolean,
) => boolean;

/** Goes through the places of an answer to a valid document with one operation and no conditions. */
export function goThroughPlaces(document: DocumentNode, schema: GraphQLSchema, look: Look): void {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const each of document.definitions)
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
  for (const each of document.definitions)
    if (each.kind === Kind.OPERATION_DEFINITION)
      goThrough(
        [{ set: each.selectionSet, types: [schema.getRootType(each.operation)!], above: [] }],
        [],
        false,
      );

  function goThrough(asked: readonly Asked[], place: readonly string[], within: boolean): void {
    const byName = new Map<string, AskedField[]>();
    for (const each of asked.flatMap(fieldsOf)) {
      const name = (each.field.alias ?? each.field.name).value;
      byName.set(name, [...(byName.get(name) ?? []), each]);
    }
    const parents = [...new Set(asked.flatMap(({ types }) => types))];
    for (const [name, fields] of byName) {
      const here = [...place, name];
      const said = look(here, fields, parents, within);
      goThrough(fields.flatMap(askedBelow), here, said);
    }
  }

  function fieldsOf({ set, types, above }: Asked): AskedField[] {
    if (types.length === 0) return [];
    return set.selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return { field: selection, types, above };
      const { typeCondition, selectionSet } =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value)!;
      const wanted = typeCondition && schema.getType(typeCondition.name.value);
      const narrowed = isCompositeType(wanted) ? types.filter((type) => isOf(type, wanted)) : types;
      return fieldsOf({ set: selectionSet, types: narrowed, above });
    });
  }

  function isOf(type: GraphQLObjectType, wanted: GraphQLCompositeType): boolean {
    return isObjectType(wanted) ? type === wanted : schema.isSubType(wanted, type);
  }

  function askedBelow({ field, types, above }: AskedField): Asked | [] {
    if (!field.selectionSet) return [];
    const led = types.flatMap((type): readonly GraphQLObjectType[] => {
      const to = getNamedType(type.getFields()[field.name.value]?.type);
      return isObjectType(to) ? [to] : isCompositeType(to) ? schema.getPossibleTypes(to) : [];
    });
    return { set: field.selectionSet, types: [...new Set(led)], above: [...above, types] };
  }
}

/**
 * What objects of these types may call themselves. Of an object that is `known` by an interface alone, as long as nobody told its
 * type, it may be any behind that.
 */
export function namesOf(types: readonly GraphQLObjectType[], known: ReadonlySet<string>): string[] {
  const interfaces = types.flatMap((type) => type.getInterfaces()).filter(({ name }) => known.has(name));
  return [...new Set([...types, ...interfaces])].map(({ name }) => name);
}
