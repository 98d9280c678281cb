import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type GraphQLSchema,
  type InlineFragmentNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { explanationsOf } from './explanations.ts';
import type { ListSizes } from './list-sizes.ts';
import { schemaSizes, TYPE_BY_NAME } from './schema-sizes.ts';
import { sliceOf } from './slice.ts';

/** What an operation comes to, before anybody is asked. */
export interface OperationSize {
  readonly depth: number;
  readonly aliases: number;
  readonly rootFields: number;
  /** Root fields that explain the rules. */
  readonly explanations: number;
  /** Where the answer's types differ, each is planned apart: how many such branches there are, nested ones multiplied. */
  readonly branches: number;
  /** Objects and values the answer may hold: a field costs 1, and what stands in a list counts once per expected entry. */
  readonly cost: number;
  /** The same of what the schema may tell of itself, which is no datum of anybody: the cost has one for all of it. */
  readonly introspection: number;
}

/** How long a list is taken to be where neither the caller nor the schema (`@listSize`) says. */
const ASSUMED_LIST_SIZE = 10;

/** How many entries the lists directly below a sized field have, such as the edges of a page. */
interface SizedBy {
  readonly fields: readonly string[];
  readonly entries: number;
}

type Measure = Omit<OperationSize, 'rootFields'> & { readonly fields: number };

const NOTHING: Measure = {
  depth: 0,
  aliases: 0,
  fields: 0,
  explanations: 0,
  branches: 0,
  cost: 0,
  introspection: 0,
};

/**
 * Measures one operation of a valid document. Everything counts, also what `@skip` leaves out. A fragment is measured
 * once for each type it is spread on, so that no document can make measuring itself expensive.
 */
export function measureOperation(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  schema: GraphQLSchema,
  variables: Readonly<Record<string, unknown>>,
  listSizes: ListSizes,
): OperationSize {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const measured = new Map<string, Measure>();
  const root = schema.getRootType(operation.operation)?.name;
  const explaining = explanationsOf(schema);
  const sizesOfSchema = schemaSizes(schema);

  function measure({ selections }: SelectionSetNode, typeName: string | undefined, sized?: SizedBy): Measure {
    return selections
      .map((selection): Measure => {
        if (selection.kind !== Kind.FIELD) return measureFragment(selection, typeName, sized);
        const size = measureField(selection, typeName, sized);
        return { ...size, branches: size.branches * typesBehind(typeName) };
      })
      .reduce(add, NOTHING);
  }

  function measureFragment(
    selection: FragmentSpreadNode | InlineFragmentNode,
    typeName: string | undefined,
    sized?: SizedBy,
  ): Measure {
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value)!;
    const narrowed = narrow(typeName, fragment.typeCondition?.name.value);
    if (selection.kind === Kind.INLINE_FRAGMENT) return measure(fragment.selectionSet, narrowed, sized);

    const key = `${selection.name.value} ${narrowed} ${sized ? `${sized.entries} ${sized.fields.join(' ')}` : ''}`;
    const known = measured.get(key);
    if (known) return known;
    const size = measure(fragment.selectionSet, narrowed, sized);
    measured.set(key, size);
    return size;
  }

  function measureField(field: FieldNode, typeName: string | undefined, sized?: SizedBy): Measure {
    const name = field.name.value;
    const here = { ...NOTHING, depth: 1, aliases: field.alias ? 1 : 0, fields: 1, cost: 1 };
    if (!field.selectionSet) return name === '__typename' ? { ...here, depth: 0 } : here;
    if (name.startsWith('__')) return measureIntrospection(field.selectionSet, name, here);

    const parent = typeName === undefined ? undefined : schema.getType(typeName);
    const definition = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
    if (!definition) return { ...add(here, measure(field.selectionSet, undefined)), fields: 1 };

    const type = getNamedType(definition.type);
    const size = listSizes.get(`${typeName}.${name}`);
    const slice = size && sliceOf(field, definition, size, { operation, variables });
    const sizesBelow =
      size?.sizedFields.length && slice !== undefined
        ? { fields: size.sizedFields, entries: slice }
        : undefined;
    const below = measure(field.selectionSet, isCompositeType(type) ? type.name : undefined, sizesBelow);
    const list = isListType(isNonNullType(definition.type) ? definition.type.ofType : definition.type);
    const sizedAbove = sized?.fields.includes(name) ? sized.entries : undefined;
    const entries =
      sizesOfSchema.get(`${typeName}.${name}`) ??
      (list ? (sizedAbove ?? slice ?? size?.assumedSize ?? ASSUMED_LIST_SIZE) : 1);
    return {
      ...below,
      depth: 1 + below.depth,
      aliases: here.aliases + below.aliases,
      fields: 1,
      explanations: (typeName === root && explaining.has(name) ? 1 : 0) + below.explanations,
      branches: (isAbstractType(type) ? typesBehind(type.name) : 0) + below.branches,
      cost: 1 + entries * below.cost,
    };
  }

  /** Validation has a limit of its own to how deep it goes. */
  function measureIntrospection(selections: SelectionSetNode, name: string, here: Measure): Measure {
    const { aliases, cost } = measure(selections, name === '__type' ? '__Type' : '__Schema');
    const types = name === '__type' ? sizesOfSchema.get(TYPE_BY_NAME)! : 1;
    return { ...here, depth: 0, aliases: here.aliases + aliases, introspection: Math.ceil(1 + types * cost) };
  }

  function typesBehind(typeName: string | undefined): number {
    const type = typeName === undefined ? undefined : schema.getType(typeName);
    return isAbstractType(type) ? schema.getPossibleTypes(type).length : 1;
  }

  /** A fragment on an interface that is spread on one of its types stays on that type. */
  function narrow(typeName: string | undefined, condition: string | undefined): string | undefined {
    if (condition === undefined || typeName === undefined) return condition ?? typeName;
    return isAbstractType(schema.getType(condition)) && isObjectType(schema.getType(typeName))
      ? typeName
      : condition;
  }

  const { fields, ...size } = measure(operation.selectionSet, root);
  return { ...size, rootFields: fields };
}

const add = (one: Measure, other: Measure): Measure => ({
  depth: Math.max(one.depth, other.depth),
  aliases: one.aliases + other.aliases,
  fields: one.fields + other.fields,
  explanations: one.explanations + other.explanations,
  branches: one.branches + other.branches,
  cost: one.cost + other.cost,
  introspection: one.introspection + other.introspection,
});
