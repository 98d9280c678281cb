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
export type AskedOfSome = ReadonlyMap<string, readonly (readonly string[] | null)[]>;

/** Of a valid document with one operation and no conditions; `known` are the interfaces by which alone a subgraph may know objects. */
export function askedOfSome(
  document: DocumentNode,
  schema: GraphQLSchema,
  known: ReadonlySet<string>,
): AskedOfSome {
  const some = new Map<string, (readonly string[] | null)[]>();
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
    const fetches = divided(
      fetch,
      (name, place) => (required.has(name) ? undefined : some.get(place)),
      known,
    );
    return fetches.length === 1 ? fetches[0]! : { kind: 'parallel', steps: fetches };
  });
}

const namesRequired = (required: readonly Required[]): string[] =>
  required.flatMap((each) => [
    ...(each.kind === 'field' ? [each.name] : []),
    ...namesRequired(each.below ?? []),
  ]);

/** A fetch as several, each of what is asked of objects of the same types. */
function divided(
  fetch: Fetch,
  levelsFor: (name: string, place: string) => readonly (readonly string[] | null)[] | undefined,
  known: ReadonlySet<string>,
): Fetch[] {
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
  // All paths of a fetch are to one place.
  const [path = []] = entities.paths;
  // Whoever is asked by type knows types.
  if (!selections.every((each) => each.kind === Kind.FIELD)) return [fetch];

  const groups = new Map<string, { levels: ReturnType<typeof levelsFor>; fields: FieldNode[] }>();
  for (const each of selections) {
    const name = (each.alias ?? each.name).value;
    const levels = each.name.value === '__typename' ? undefined : levelsFor(name, placeKey([...path, name]));
    const key = JSON.stringify(levels);
    const group = groups.get(key) ?? { levels, fields: [] };
    group.fields.push(each);
    groups.set(key, group);
  }
  if ([...groups.values()].every(({ levels }) => levels === undefined)) return [fetch];
  return [...groups.values()].map(({ levels, fields }) => {
    const part = { ...fragment, selectionSet: { ...fragment.selectionSet, selections: fields } };
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

function variablesIn(field: FieldNode): ReadonlySet<string> {
  const used = new Set<string>();
  visit(field, { Variable: ({ name }) => void used.add(name.value) });
  return used;
}

/** A path of objects of these types alone. */
function withTypes(path: readonly string[], levels: readonly (readonly string[] | null)[]): string[] {
  let level = 0;
  const steps = (): string[] => {
    const types = levels[level++];
    return types ? [onTypes(types)] : [];
  };
  const isName = (step: string): boolean => step !== EACH && typesOf(step) === null;
  return [...path.flatMap((step) => (isName(step) ? [...steps(), step] : [step])), ...steps()];
}
