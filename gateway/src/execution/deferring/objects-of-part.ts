import {
  doTypesOverlap,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
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
  /** An interface where nothing else is known of it; undefined where nobody knows whether the part is about it. */
  readonly type: GraphQLObjectType | GraphQLInterfaceType | undefined;
  readonly place: Place;
}

/** The objects a part is about: those that its parent told, nulls having been carried up. */
export function objectsOfPart(
  { path, on }: Part,
  parents: readonly ToldObject[],
  schema: GraphQLSchema,
): ToldObject[] {
  return parents.flatMap((parent) => {
    // By now more may be known of it.
    const type = parent.type && typeOf(parent.answered, parent.type);
    return narrowed(follow({ ...parent, type }, path), on);
  });

  function follow(from: ToldObject, [step, ...rest]: readonly PartStep[]): ToldObject[] {
    if (!step) return [from];
    if ('on' in step) return narrowed([from], step.on).flatMap((each) => follow(each, rest));
    const name = responseName(step.fetched);
    const type = from.type?.getFields()[step.name];
    return type
      ? objectsIn(own(from.answered, step.fetched), own(from.told, name), getNamedType(type.type), {
          above: from.place,
          step: name,
        }).flatMap((each) => follow(each, rest))
      : [];
  }

  function narrowed(objects: readonly ToldObject[], on: string | undefined): ToldObject[] {
    const wanted = on === undefined ? undefined : schema.getType(on);
    return objects.flatMap((each): ToldObject | [] => {
      const { type } = each;
      if (!isCompositeType(wanted) || !type || isBehind(type.name, wanted.name, schema)) return each;
      return isInterfaceType(type) && doTypesOverlap(schema, type, wanted)
        ? { ...each, type: undefined }
        : [];
    });
  }

  function objectsIn(
    answered: unknown,
    told: unknown,
    promised: GraphQLNamedType,
    place: Place,
  ): ToldObject[] {
    if (Array.isArray(answered) && Array.isArray(told))
      return told.flatMap((each, step) => objectsIn(answered[step], each, promised, { above: place, step }));
    if (!isData(answered) || !isData(told)) return [];
    const type = typeOf(answered, promised);
    return type ? [{ answered, told, type, place }] : [];
  }

  function typeOf(answered: Data, promised: GraphQLNamedType): ToldObject['type'] {
    const types = [promised, schema.getType(String(own(answered, '__typename')))];
    return types.find(isObjectType) ?? types.findLast(isInterfaceType);
  }
}
