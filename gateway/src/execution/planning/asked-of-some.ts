import {
  Kind,
  parse,
  print,
  stripIgnoredCharacters,
  visit,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';
import { goThroughPlaces, namesOf } from './go-through-places.ts';
import {
  eachFetch,
  EACH,
  fetchesIn,
  onTypes,
  placeKey,
  typesOf,
  type Fetch,
  type Required,
  type Step,
} from './plan.ts';

/**
 * By place, as {@link placeKey} writes it, and from the root on: of which types of objects alone a field is asked, and which lead to these;
 * null where it is all that may stand there.
 */
export type AskedOfSome = ReadonlyMap<string, Levels>;

type Levels = readonly (readonly string[] | null)[];

/** Of the field of that name in that place; null where it is asked of all, undefined where nobody asked for it. */
type LevelsFor = (name: string, place: string) => Levels | null | undefined;

/** Of a valid document with one operation and no conditions; `known` are the interfaces by which alone a subgraph may know objects. */
export function askedOfSome(
  document: DocumentNode,
  schema: GraphQLSchema,
  known: ReadonlySet<string>,
): AskedOfSome {
  const some = new Map<string, Levels>();
  const all = new Map<string, number>();
  goThroughPlaces(document, schema, (here, fields, parents) => {
    all.set(placeKey(here.slice(0, -1)), parents.length);
    const levels = here.map((_, level) => {
      const types = new Set(fields.flatMap((each) => each.above[level] ?? each.types));
      return types.size < all.get(placeKey(here.slice(0, level)))! ? namesOf([...types], known) : null;
    });
    if (levels.some((types) => types !== null)) some.set(placeKey(here), levels);
    return false;
  });
  return some;
}

/**
 * A plan in which nobody is asked of all objects at a place for what is asked of some, as a planner asks subgraphs that know objects by an
 * interface alone. What something is computed from stays as it is planned, for its subgraph may be asked of more than its caller asked for.
 */
export function ofThoseAsked(step: Step, some: AskedOfSome, known: ReadonlySet<string>): Step {
  if (some.size === 0) return step;
  const required = new Set(
    fetchesIn(step).flatMap(({ entities }) => namesRequired(entities?.requires ?? [])),
  );
  return eachFetch(step, (fetch) => {
    const fetches = divided(fetch, (name, place) => (required.has(name) ? null : some.get(place)), known);
    return fetches.length === 1 ? fetches[0]! : { kind: 'parallel', steps: fetches };
  });
}

const namesRequired = (required: readonly Required[]): string[] =>
  required.flatMap((each) => [
    ...(each.kind === 'field' ? [each.name] : []),
    ...namesRequired(each.below ?? []),
  ]);

/** A fetch as several, each of what is asked of objects of the same types. */
function divided(fetch: Fetch, levelsFor: LevelsFor, known: ReadonlySet<string>): Fetch[] {
  const { entities } = fetch;
  // What waits for a fetch by name waits for one.
  if (!entities || fetch.id !== undefined) return [fetch];
  const document = parse(fetch.query, { noLocation: true });
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [fetch];
  const [field] = operation.selectionSet.selections as [FieldNode];
  const [fragment, ...others] = field.selectionSet!.selections;
  if (others.length > 0 || fragment?.kind !== Kind.INLINE_FRAGMENT) return [fetch];
  if (!known.has(fragment.typeCondition!.name.value)) return [fetch];

  const { selections } = fragment.selectionSet;
  // Whoever is asked by type knows types.
  if (!selections.every((each) => each.kind === Kind.FIELD)) return [fetch];
  // All paths of a fetch are to one place.
  const [path = []] = entities.paths;
  const parts = byTypes(selections, path, levelsFor);
  if (parts.every(({ levels }) => levels === null)) return [fetch];

  return parts.map(({ levels, selections }) => {
    const part = { ...fragment, selectionSet: { ...fragment.selectionSet, selections } };
    const asked = { ...field, selectionSet: { ...field.selectionSet!, selections: [part] } };
    const used = variablesIn(asked);
    const question: OperationDefinitionNode = {
      ...operation,
      variableDefinitions: operation.variableDefinitions?.filter(({ variable }) =>
        used.has(variable.name.value),
      ),
      selectionSet: { ...operation.selectionSet, selections: [asked] },
    };
    return {
      ...fetch,
      query: stripIgnoredCharacters(print(question)),
      variables: fetch.variables.filter((name) => used.has(name)),
      entities: {
        ...entities,
        paths: levels ? entities.paths.map((path) => withTypes(path, levels)) : entities.paths,
      },
    };
  });
}

/** What is asked of objects of the same types; `levels` is null where that is all that may stand there. */
interface Part {
  readonly levels: Levels | null;
  readonly selections: readonly SelectionNode[];
}

/** What is asked of objects at a path, by the types of these and of those on the way to them, however deep it stands below them. */
function byTypes(
  selections: readonly SelectionNode[],
  path: readonly string[],
  levelsFor: LevelsFor,
): readonly Part[] {
  const depth = namesIn(path).length;
  return partsOf(selections, path, null);

  function partsOf(
    selections: readonly SelectionNode[],
    place: readonly string[],
    above: Levels | null,
  ): readonly Part[] {
    const types = selections.filter(asksForType);
    const others = selections.filter((each) => !asksForType(each));
    const parts = others.flatMap((each) => partsOfOne(each, place, above));
    // What is led to is there although nothing but its type is asked of it; what it is asked of is there anyway.
    const bare = others.length === 0 || (types.length > 0 && place !== path);
    const together = new Map<string, { levels: Levels | null; selections: SelectionNode[] }>();
    for (const { levels, selections } of [...(bare ? [{ levels: above, selections: [] }] : []), ...parts]) {
      const key = JSON.stringify(levels);
      const part = together.get(key) ?? { levels, selections: [...types] };
      part.selections.push(...selections);
      together.set(key, part);
    }
    return [...together.values()];
  }

  function partsOfOne(
    selection: SelectionNode,
    place: readonly string[],
    above: Levels | null,
  ): readonly Part[] {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [{ levels: above, selections: [selection] }];
    const here = selection.kind === Kind.FIELD ? [...place, nameOf(selection)] : place;
    const levels = selection.kind === Kind.FIELD ? levelsOf(here, above) : above;
    const { selectionSet } = selection;
    if (!selectionSet) return [{ levels, selections: [selection] }];
    return partsOf(selectionSet.selections, here, levels).map((part) => ({
      levels: part.levels,
      selections: [{ ...selection, selectionSet: { ...selectionSet, selections: part.selections } }],
    }));
  }

  /** What nobody asked for is asked of the same objects as what it stands in. */
  function levelsOf(place: readonly string[], above: Levels | null): Levels | null {
    const levels = levelsFor(place.at(-1)!, placeKey(place));
    if (levels === undefined) return above;
    const told = levels?.slice(0, depth + 1);
    return told?.some((types) => types !== null) ? told : null;
  }
}

const asksForType = (selection: SelectionNode): boolean =>
  selection.kind === Kind.FIELD && selection.name.value === '__typename';

const nameOf = ({ alias, name }: FieldNode): string => (alias ?? name).value;

function variablesIn(field: FieldNode): ReadonlySet<string> {
  const used = new Set<string>();
  visit(field, { Variable: ({ name }) => void used.add(name.value) });
  return used;
}

/** A path of objects of these types alone. */
function withTypes(path: readonly string[], levels: Levels): string[] {
  let level = 0;
  const steps = (): string[] => {
    const types = levels[level++];
    return types ? [onTypes(types)] : [];
  };
  return [...path.flatMap((step) => (isName(step) ? [...steps(), step] : [step])), ...steps()];
}

const isName = (step: string): boolean => step !== EACH && typesOf(step) === null;

const namesIn = (path: readonly string[]): readonly string[] => path.filter(isName);
