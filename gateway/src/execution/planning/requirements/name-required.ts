import {
  getNamedType,
  isAbstractType,
  isInputObjectType,
  isInterfaceType,
  Kind,
  print,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type NameNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import {
  argumentOf,
  hasFields,
  parseFieldSet,
  printFieldSet,
  requirementsOf,
  withArgument,
  type TypeWithFields,
} from './joined-fields.ts';

export interface NamedRequirements {
  readonly supergraph: DocumentNode;
  /** By name: the field it stands for, with its arguments. */
  readonly fields: ReadonlyMap<string, FieldNode>;
}

/**
 * A supergraph in which every field that is required with arguments is a field of its own, with a name that holds `mark`.
 * A planner tells required fields apart by name alone, and would take one for another. And so is one that is computed and leads on to
 * objects found by keys: where such a field led to an object of which it is required too, a planner would take it for part of the
 * question that led there, and ask for it before it has what that is computed from.
 */
export function nameRequired(
  supergraph: DocumentNode,
  schema: GraphQLSchema,
  mark: string,
): NamedRequirements {
  const fields = new Map<string, FieldNode>();
  const names = new Map<string, string>();
  const leadsOn = leadingOn(supergraph, schema);
  /** By type, the names it needs. */
  const needed = new Map<string, Set<string>>();

  const renamed = eachType(supergraph, (type) => ({
    ...type,
    fields: type.fields?.map((field) => withNames(field, schema.getType(type.name.value)!)),
  }));
  return {
    fields,
    supergraph: eachType(renamed, (type) => {
      const added = [...(needed.get(type.name.value) ?? [])].map((name): FieldDefinitionNode => {
        const meant = fields.get(name)!.name.value;
        const field = type.fields!.find((each) => each.name.value === meant)!;
        const directives = field.directives?.map((join) => ({ ...join }));
        return { ...field, name: nameOf(name), arguments: [], directives };
      });
      return { ...type, fields: [...(type.fields ?? []), ...added] };
    }),
  };

  function withNames(field: FieldDefinitionNode, type: GraphQLNamedType): FieldDefinitionNode {
    const directives = field.directives?.map((join) => {
      const required = argumentOf(join, 'requires');
      if (required === undefined) return join;
      const fields = printFieldSet(named(parseFieldSet(required), type));
      return fields.includes(mark) ? withArgument(join, 'requires', fields) : join;
    });
    return { ...field, directives };
  }

  function named({ kind, selections }: SelectionSetNode, type: GraphQLNamedType): SelectionSetNode {
    return { kind, selections: selections.map((selection) => namedSelection(selection, type)) };
  }

  function namedSelection(selection: SelectionNode, type: GraphQLNamedType): SelectionNode {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition ? schema.getType(selection.typeCondition.name.value)! : type;
      return { ...selection, selectionSet: named(selection.selectionSet, condition) };
    }
    const below = selection.selectionSet && named(selection.selectionSet, fieldType(type, selection));
    const types = [type, ...behind(type)];
    const isPlain =
      !selection.arguments?.length && !types.some((each) => leadsOn(each, selection.name.value));
    if (isPlain) return { ...selection, selectionSet: below };
    const name = nameFor(selection);
    for (const each of types) note(each.name, name);
    return { kind: Kind.FIELD, name: nameOf(name), selectionSet: below };
  }

  /** The same field with the same arguments has one name. */
  function nameFor({ kind, name, arguments: args = [] }: FieldNode): string {
    const text = `${name.value}(${args.map(print).sort().join()})`;
    const known = names.get(text) ?? `${name.value}${mark}${names.size + 1}`;
    names.set(text, known);
    fields.set(known, { kind, name, arguments: args });
    return known;
  }

  /** What has the fields of an interface must have the new ones too. */
  function behind(type: GraphQLNamedType): readonly GraphQLNamedType[] {
    if (!isInterfaceType(type)) return [];
    const { objects, interfaces } = schema.getImplementations(type);
    return [...objects, ...interfaces];
  }

  function note(type: string, name: string): void {
    needed.set(type, (needed.get(type) ?? new Set()).add(name));
  }
}

/** Whether a field is computed and leads on to objects that are found by keys. */
function leadingOn(
  supergraph: DocumentNode,
  schema: GraphQLSchema,
): (type: GraphQLNamedType, name: string) => boolean {
  const withKeys = new Set(
    supergraph.definitions.flatMap((each) =>
      hasFields(each) && each.directives?.some((join) => argumentOf(join, 'key') !== undefined)
        ? each.name.value
        : [],
    ),
  );
  const computed = new Set(requirementsOf(supergraph).map(({ coordinate }) => coordinate));
  return (type, name) => {
    if (!computed.has(`${type.name}.${name}`) || !('getFields' in type)) return false;
    const found = new Set([getNamedType(type.getFields()[name]!.type)]);
    // What is added on the way is gone through too.
    for (const each of found) {
      if (withKeys.has(each.name)) return true;
      if (isAbstractType(each)) for (const behind of schema.getPossibleTypes(each)) found.add(behind);
      if ('getFields' in each && !isInputObjectType(each))
        for (const field of Object.values(each.getFields())) found.add(getNamedType(field.type));
    }
    return false;
  };
}

const eachType = (
  document: DocumentNode,
  change: (type: TypeWithFields) => TypeWithFields,
): DocumentNode => ({
  ...document,
  definitions: document.definitions.map((definition) =>
    hasFields(definition) ? change(definition) : definition,
  ),
});

function fieldType(type: GraphQLNamedType, { name }: FieldNode): GraphQLNamedType {
  return getNamedType(
    'getFields' in type ? type.getFields()[name.value]!.type : undefined,
  ) as GraphQLNamedType;
}

const nameOf = (value: string): NameNode => ({ kind: Kind.NAME, value });
