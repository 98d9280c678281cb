import { print, type DocumentNode, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { goThroughPlaces, namesOf, type AskedField } from './go-through-places.ts';
import { EACH, onTypes, placeKey, typesOf } from './plan.ts';

/**
 * Places of an answer, as {@link placeKey} writes them, where objects stand that are asked otherwise where their parent is of another
 * type. Of each, the types of parents for which the same is asked, together; and those for which nothing is.
 */
export type DividedPlaces = ReadonlyMap<string, readonly (readonly string[])[]>;

export interface InAnswer {
  /** The interfaces by which alone a subgraph may know objects. */
  readonly known?: ReadonlySet<string>;
  /** Names of objects that may stand there although nobody asked for them, as something is computed from them. */
  readonly required?: ReadonlySet<string>;
}

/** Of a valid document with one operation and no conditions. */
export function dividedPlaces(
  document: DocumentNode,
  schema: GraphQLSchema,
  { known = NONE, required = NONE }: InAnswer = {},
): DividedPlaces {
  const places = new Map<string, string[][]>();
  goThroughPlaces(document, schema, (here, fields, parents, within) => {
    const asked = [...new Set(fields.flatMap(({ types }) => types))];
    const others = parents.filter((type) => !asked.includes(type));
    const alike = typesAskedAlike(fields, within);
    const mayStand = others.length > 0 && required.has(here.at(-1)!);
    if (alike.length <= 1 && !mayStand) return within;
    const groups = [...(alike.length > 1 ? alike : [asked]), others];
    places.set(
      placeKey(here),
      groups.map((types) => namesOf(types, known)),
    );
    return true;
  });
  return places;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * The types of parents, together where what a field leads to is asked for the same. `within` a divided place, it is not known any more
 * which fields are asked of one object.
 */
function typesAskedAlike(fields: readonly AskedField[], within: boolean): GraphQLObjectType[][] {
  if (fields.length === 1) return [];
  const texts = fields.map(({ field }) => (field.selectionSet ? print(field.selectionSet) : ''));
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

/** Whether a path in an answer leads to one of these places, or through it. */
export const leadsTo = (path: readonly string[], places: DividedPlaces): boolean =>
  path.some((_, index) => places.has(placeKey(path.slice(0, index + 1))));

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
    const alike = step === EACH ? undefined : places.get(placeKey(path.slice(0, index + 1)));
    const meant = alike?.filter((group) => group.some((type) => types?.includes(type) ?? true));
    paths = paths.flatMap((before) =>
      meant ? meant.map((group) => [...before, onTypes(group), step]) : [[...before, step]],
    );
    types = null;
  }
  return paths;
}
