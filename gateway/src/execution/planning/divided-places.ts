import {
  getNamedType,
  isCompositeType,
  isObjectType,
  Kind,
  print,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { EACH, onTypes, pathKey, typesOf } from './plan.ts';

/**
 * Places of an answer, as {@link pathKey} writes them, where objects stand that are asked otherwise where their parent is of another
 * type. Of each, the types of parents for which the same is asked, together; and those for which nothing is.
 */
export type DividedPlaces = ReadonlyMap<string, readonly (readonly string[])[]>;

/** What is asked of objects of these types. */
interface Asked {
  readonly set: SelectionSetNode;
  readonly types: readonly GraphQLObjectType[];
}

interface AskedField extends Omit<Asked, 'set'> {
  readonly field: FieldNode;
}

/**
 * Of a valid document with one operation and no conditions. An object that is `known` by an interface alone, as long as nobody
 * told its type, may be of any type behind that.
 */
export function dividedPlaces(
  document: DocumentNode,
  schema: GraphQLSchema,
  known: ReadonlySet<string> = new Set(),
): DividedPlaces {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const each of document.definitions)
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
  const places = new Map<string, string[][]>();
  for (const each of document.definitions)
    if (each.kind === Kind.OPERATION_DEFINITION)
      goThrough([{ set: each.selectionSet, types: [schema.getRootType(each.operation)!] }], [], false);
  return places;

  /** `within` a divided place, it is not known any more which fields are asked of one object. */
  function goThrough(asked: readonly Asked[], place: readonly string[], within: boolean): void {
    const byName = new Map<string, AskedField[]>();
    for (const each of asked.flatMap(fieldsOf)) {
      const name = (each.field.alias ?? each.field.name).value;
      byName.set(name, [...(byName.get(name) ?? []), each]);
    }
    for (const [name, fields] of byName) {
      const here = [...place, name];
      const alike = typesAskedAlike(fields, within);
      if (alike.length > 1) places.set(pathKey(here), [...alike, notAsked(asked, fields)].map(namesOf));
      goThrough(fields.map(askedBelow), here, within || alike.length > 1);
    }
  }

  /** What objects of these types may call themselves. */
  function namesOf(types: readonly GraphQLObjectType[]): string[] {
    const interfaces = types.flatMap((type) => type.getInterfaces()).filter(({ name }) => known.has(name));
    return [...new Set([...types, ...interfaces])].map(({ name }) => name);
  }

  /** The fields that lead on to objects. */
  function fieldsOf({ set, types }: Asked): AskedField[] {
    if (types.length === 0) return [];
    return set.selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return selection.selectionSet ? { field: selection, types } : [];
      const { typeCondition, selectionSet } =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value)!;
      const wanted = typeCondition && schema.getType(typeCondition.name.value);
      const narrowed = isCompositeType(wanted) ? types.filter((type) => isOf(type, wanted)) : types;
      return fieldsOf({ set: selectionSet, types: narrowed });
    });
  }

  function isOf(type: GraphQLObjectType, wanted: GraphQLCompositeType): boolean {
    return isObjectType(wanted) ? type === wanted : schema.isSubType(wanted, type);
  }

  function askedBelow({ field, types }: AskedField): Asked {
    const led = types.flatMap((type): readonly GraphQLObjectType[] => {
      const to = getNamedType(type.getFields()[field.name.value]?.type);
      return isObjectType(to) ? [to] : isCompositeType(to) ? schema.getPossibleTypes(to) : [];
    });
    return { set: field.selectionSet!, types: [...new Set(led)] };
  }
}

/** The types of parents, together where what a field leads to is asked for the same. */
function typesAskedAlike(fields: readonly AskedField[], within: boolean): GraphQLObjectType[][] {
  const texts = fields.map(({ field }) => print(field.selectionSet!));
  if (new Set(texts).size === 1) return [];
  const groups = new Map<string, GraphQLObjectType[]>();
  for (const type of new Set(fields.flatMap(({ types }) => types))) {
    const asked = fields.flatMap(({ types }, index) =>
      types.includes(type) ? (within ? String(index) : texts[index]!) : [],
    );
    const key = [...new Set(asked)].sort().join();
    groups.set(key, [...(groups.get(key) ?? []), type]);
  }
  return [...groups.values()];
}

function notAsked(parents: readonly Asked[], fields: readonly AskedField[]): GraphQLObjectType[] {
  const asked = new Set(fields.flatMap(({ types }) => types));
  return [...new Set(parents.flatMap(({ types }) => types))].filter((type) => !asked.has(type));
}

/** Whether a path in an answer leads to one of these places, or through it. */
export const leadsTo = (path: readonly string[], places: DividedPlaces): boolean =>
  path.some((_, index) => places.has(placeOf(path, index + 1)));

/**
 * A path as several, on each of which all objects at a place are asked for the same. Types are told apart where that needs it, and
 * nowhere else.
 */
export function dividedPaths(path: readonly string[], places: DividedPlaces): string[][] {
  let paths: string[][] = [[]];
  let types: readonly string[] | null = null;
  for (const [index, step] of path.entries()) {
    const told = typesOf(step);
    if (told) {
      // A fragment in others may be about nothing that can stand there.
      if (told.length === 0) return [];
      types = told;
      continue;
    }
    const alike = step === EACH ? undefined : places.get(placeOf(path, index + 1));
    const meant = alike?.filter((group) => group.some((type) => types?.includes(type) ?? true));
    paths = paths.flatMap((before) =>
      meant ? meant.map((group) => [...before, onTypes(group), step]) : [[...before, step]],
    );
    types = null;
  }
  return paths;
}

/** The response names of so many steps. */
const placeOf = (path: readonly string[], steps: number): string =>
  pathKey(path.slice(0, steps).filter((step) => step !== EACH));
