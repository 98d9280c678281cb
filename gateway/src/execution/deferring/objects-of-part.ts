import { getNamedType, isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { isBehind } from '../fetching/representations.ts';
import { isData, own, type Data } from '../own.ts';
import type { Place } from '../place.ts';
import { responseName } from '../planning/reserved-names.ts';
import type { Part, PartStep } from './split-parts.ts';

/** An object that was told, and that more is told of later. */
export interface ToldObject {
  /** As agencies answered it. */
  readonly answered: Data;
  /** As it was told. */
  readonly told: Data;
  readonly type: GraphQLObjectType;
  readonly place: Place;
}

/** The objects a part is about: those that its parent told, nulls having been carried up. */
export function objectsOfPart(
  { path, on }: Part,
  parents: readonly ToldObject[],
  schema: GraphQLSchema,
): ToldObject[] {
  const found = parents.flatMap((parent) => follow(parent, path));
  return on === undefined ? found : found.filter(({ type }) => isBehind(type.name, on, schema));

  function follow(from: ToldObject, [step, ...rest]: readonly PartStep[]): ToldObject[] {
    if (!step) return [from];
    if ('on' in step) return isBehind(from.type.name, step.on, schema) ? follow(from, rest) : [];
    const name = responseName(step.fetched);
    const type = from.type.getFields()[step.name];
    return type
      ? objectsIn(own(from.answered, step.fetched), own(from.told, name), getNamedType(type.type).name, {
          above: from.place,
          step: name,
        }).flatMap((each) => follow(each, rest))
      : [];
  }

  function objectsIn(answered: unknown, told: unknown, promised: string, place: Place): ToldObject[] {
    if (Array.isArray(answered) && Array.isArray(told))
      return told.flatMap((each, step) => objectsIn(answered[step], each, promised, { above: place, step }));
    if (!isData(answered) || !isData(told)) return [];
    const type = [schema.getType(promised), schema.getType(String(own(answered, '__typename')))].find(
      isObjectType,
    );
    return type ? [{ answered, told, type, place }] : [];
  }
}
