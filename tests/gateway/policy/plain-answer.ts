import {
  getDirectiveValues,
  getNamedType,
  getOperationAST,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isListType,
  isNonNullType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type SelectionNode,
} from 'graphql';
import { schema } from './small-graph.ts';

type Variables = Record<string, unknown>;
const objectsOf = (type: GraphQLNamedType): readonly GraphQLObjectType[] =>
  isAbstractType(type) ? schema.getPossibleTypes(type) : [type as GraphQLObjectType];

/** Says plainly and slowly what taking out means, on one operation and its variables. */
export function readPlainly(document: DocumentNode, given: Variables, refused: ReadonlySet<string>) {
  const variables: Variables = { y: false, ...given };

  function collect(selections: readonly SelectionNode[], type: GraphQLObjectType): FieldNode[][] {
    const found: Record<string, FieldNode[]> = {};
    for (const selection of selections) {
      if (getDirectiveValues(GraphQLSkipDirective, selection, variables)?.['if'] === true) continue;
      if (getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.['if'] === false) continue;
      if (selection.kind === Kind.FIELD) {
        (found[(selection.alias ?? selection.name).value] ??= []).push(selection);
        continue;
      }
      const fragment = document.definitions.find(
        (each) =>
          each.kind === Kind.FRAGMENT_DEFINITION &&
          selection.kind === Kind.FRAGMENT_SPREAD &&
          each.name.value === selection.name.value,
      );
      const { typeCondition, selectionSet } = (fragment ?? selection) as Extract<
        typeof fragment,
        { typeCondition: unknown }
      >;
      const condition = (typeCondition as { name: { value: string } } | undefined)?.name.value ?? type.name;
      if (!objectsOf(schema.getType(condition)!).includes(type)) continue;
      for (const nodes of collect(selectionSet.selections, type))
        (found[(nodes[0]!.alias ?? nodes[0]!.name).value] ??= []).push(...nodes);
    }
    return Object.values(found);
  }

  const below = (nodes: readonly FieldNode[]) => nodes.flatMap((node) => node.selectionSet?.selections ?? []);

  function isTaken(nodes: readonly FieldNode[], type: GraphQLObjectType): boolean {
    const name = nodes[0]!.name.value;
    if (refused.has(`${type.name}.${name}`)) return true;
    if (name === '__typename' || !nodes[0]!.selectionSet) return false;
    const states = objectsOf(getNamedType(type.getFields()[name]!.type)).map((object) => {
      const fields = collect(below(nodes), object).filter(([node]) => node!.name.value !== '__typename');
      const taken = fields.filter((each) => isTaken(each, object));
      const fatal = taken.some(([node]) => isNonNullType(object.getFields()[node!.name.value]!.type));
      return { left: !fatal && taken.length < fields.length, taken: taken.length > 0 };
    });
    return !states.some(({ left }) => left) && states.some(({ taken }) => taken);
  }

  function places(
    selections: readonly SelectionNode[],
    type: GraphQLObjectType,
    path: string[],
    closed: boolean,
  ): string[] {
    return collect(selections, type).flatMap((nodes) => {
      const { name, alias } = nodes[0]!;
      const field = type.getFields()[name.value];
      if (!field) return [];
      const here = closed ? path : [...path, (alias ?? name).value];
      const list = isListType(isNonNullType(field.type) ? field.type.ofType : field.type);
      const more = nodes[0]!.selectionSet ? objectsOf(getNamedType(field.type)) : [];
      const deeper = more.flatMap((object) => places(below(nodes), object, here, closed || list));
      const coordinate = `${type.name}.${name.value}`;
      return refused.has(coordinate) ? [`${coordinate} at ${here.join('.')}`, ...deeper] : deeper;
    });
  }

  return {
    isWithheld: ({ fieldNodes, parentType }: GraphQLResolveInfo) => isTaken(fieldNodes, parentType),
    places: () => {
      const operation = getOperationAST(document)!;
      const root = schema.getRootType(operation.operation)!;
      return [...new Set(places(operation.selectionSet.selections, root, [], false))].sort();
    },
  };
}
