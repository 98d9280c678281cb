import {
  getNamedType,
  getNullableType,
  GraphQLError,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import type { Thing, World } from '../support/world.ts';
import type { Dice } from './dice.ts';
import type { RandomGraph } from './draw-graph.ts';
import { ENTITIES, TEXTS, VALUE_TYPES } from './vocabulary.ts';

type Record = { -readonly [Field in keyof Thing]: Thing[Field] } & { [field: string]: unknown };

/** Draws records for a graph into a world, which was empty. `subgraphs` says what each subgraph may answer. */
export function drawWorld(
  dice: Dice,
  { owners, sound, elusive, holders }: RandomGraph,
  subgraphs: ReadonlyMap<string, GraphQLSchema>,
  things: Map<string, Thing>,
): void {
  const faulty = dice.chance(60);
  const declared = new Set([...owners.keys()].map((coordinate) => coordinate.split('.')[0]!));
  const entities = ENTITIES.filter((name) => declared.has(name)).flatMap((name) =>
    Array.from({ length: 1 + dice.below(3) }, (_, number): Record => {
      const absentFrom = elusive.includes(name) && dice.chance(30) ? [dice.oneOf([...subgraphs.keys()])] : [];
      return { __typename: name, number, absentFrom };
    }),
  );
  for (const thing of entities) things.set(`${thing.__typename} ${thing['number'] as number}`, thing);
  const roots = ['Query', 'Mutation'].map((name): Record => ({ __typename: name }));
  for (const root of roots) things.set(root.__typename!, root);

  for (const thing of [...entities, ...roots]) fill(thing, thing.__typename!);
  for (const thing of entities) if (holders.includes(thing.__typename!)) fill(thing, 'Holder');
  for (const thing of entities) {
    const tail = dice.oneOf(TEXTS);
    const name = `${thing.__typename} ${thing['number'] as number}`;
    Object.assign(thing, { id: `${name} ${tail}`, code: `${tail} ${name}`, area: dice.oneOf(TEXTS) });
    thing['place'] = {
      __typename: 'Place',
      region: { __typename: 'Region', code: dice.oneOf(TEXTS) },
      spot: thing['number'],
    };
  }

  function fill(thing: Record, type: string): Record {
    for (const [coordinate, owner] of owners) {
      const [of, name] = coordinate.split('.') as [string, string];
      if (of !== type || name === 'number') continue;
      const schema = subgraphs.get(owner)!;
      const field = (schema.getType(of) as GraphQLObjectType).getFields()[name]!;
      thing[name] = valueOf(field.type, owner, faulty && !sound.has(coordinate));
    }
    return thing;
  }

  function valueOf(type: GraphQLOutputType, owner: string, mayFail: boolean): unknown {
    if (mayFail && dice.chance(7)) return new GraphQLError('Hỏng.');
    if (isNonNullType(type) ? mayFail && dice.chance(6) : dice.chance(12)) return null;
    return present(getNullableType(type), owner, mayFail);
  }

  function present(
    type: ReturnType<typeof getNullableType<GraphQLOutputType>>,
    owner: string,
    mayFail: boolean,
  ): unknown {
    if (isListType(type))
      return Array.from({ length: dice.below(isAbstractType(getNamedType(type)) ? 5 : 4) }, () =>
        valueOf(type.ofType, owner, mayFail),
      );
    if (isEnumType(type)) return dice.oneOf(type.getValues()).name;
    if (isAbstractType(type)) {
      const schema = subgraphs.get(owner)!;
      return thingOf(
        schema.getPossibleTypes(type).map(({ name }) => name),
        owner,
      );
    }
    if (!isObjectType(type)) return leafOf(type.name);
    if (VALUE_TYPES[type.name] || type.name.endsWith('Contact'))
      return fill({ __typename: type.name }, type.name);
    return thingOf(type.name === 'Holder' ? holders : [type.name], owner);
  }

  function thingOf(types: readonly string[], owner: string): unknown {
    const known = entities.filter(
      ({ __typename, absentFrom }) => types.includes(__typename!) && !absentFrom?.includes(owner),
    );
    return known.length > 0 ? dice.oneOf(known) : null;
  }

  function leafOf(name: string): unknown {
    switch (name) {
      case 'Int':
        return dice.oneOf([0, 1, -7, 2_147_000]);
      case 'Float':
        return dice.oneOf([0.5, 1, -2e-7, 1e20]);
      case 'Boolean':
        return dice.chance(50);
      case 'Moment':
        return dice.oneOf<unknown>(['2026-01-01', 7, { at: TEXTS, '\\': null }, [[], {}], false]);
      default:
        return dice.oneOf(TEXTS);
    }
  }
}

export const emptyWorld = (): World & { readonly things: Map<string, Thing> } => ({
  things: new Map(),
  journal: [],
});
