import {
  getNamedType,
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
 * A planner tells required fields apart by name alone, and would take one for another.
 */
export function nameRequired(
  supergraph: DocumentNode,
  schema: GraphQLSchema,
  mark: string,
): NamedRequirements {
  const fields = new Map<string, FieldNode>();
  const names = new Map<string, string>();
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
      if (!required?.includes('(')) return join;
      return withArgument(join, 'requires', printFieldSet(named(parseFieldSet(required), type)));
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
    if (!selection.arguments?.length) return { ...selection, selectionSet: below };
    const name = nameFor(selection);
    for (const each of [type, ...behind(type)]) note(each.name, name);
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
