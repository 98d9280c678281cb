import {
  getNamedType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import type { Coordinate } from '@lienthong/shared/policy/types';

type WithFields = GraphQLObjectType | GraphQLInterfaceType;

/** What stays of the types of a schema. */
export interface VisibleTypes {
  readonly fieldsOf: (type: WithFields) => ReadonlySet<string>;
  readonly interfacesOf: (type: WithFields) => ReadonlySet<GraphQLInterfaceType>;
  readonly isKept: (type: GraphQLNamedType) => boolean;
}

/**
 * Takes away, until nothing more has to go: fields that are not visible or answer with a type that went, types without
 * fields or objects, and what an interface promises but its types no longer keep. The field that most of its types
 * have decides which of them still implement an interface; it keeps the fields that all of those have. So whatever is
 * visible can still be asked, if not of the interface then of the object, and only types that share nothing with it
 * leave an interface.
 */
export function visibleTypes(schema: GraphQLSchema, visible: ReadonlySet<Coordinate>): VisibleTypes {
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  const objects = types.filter(isObjectType);
  const interfaces = types.filter(isInterfaceType);
  const fields = new Map<GraphQLNamedType, Set<string>>();
  const implemented = new Map<GraphQLNamedType, Set<GraphQLInterfaceType>>();
  for (const type of [...objects, ...interfaces]) {
    const names = Object.keys(type.getFields());
    const shown = isObjectType(type) ? names.filter((name) => visible.has(`${type.name}.${name}`)) : names;
    fields.set(type, new Set(shown));
    implemented.set(type, new Set(type.getInterfaces()));
  }
  const fieldsOf = (type: WithFields) => fields.get(type)!;
  const interfacesOf = (type: WithFields) => implemented.get(type)!;

  while (dropLostFields() || interfaces.some(settle)) continue;
  return { fieldsOf, interfacesOf, isKept };

  function isKept(type: GraphQLNamedType): boolean {
    if (isUnionType(type)) return type.getTypes().some(isKept);
    if (isInterfaceType(type)) return fieldsOf(type).size > 0 && implementersOf(type).some(isObjectType);
    return !isObjectType(type) || fieldsOf(type).size > 0;
  }

  function implementersOf(type: GraphQLInterfaceType): WithFields[] {
    const { objects, interfaces } = schema.getImplementations(type);
    return [...objects, ...interfaces].filter(
      (each) => interfacesOf(each).has(type) && fieldsOf(each).size > 0,
    );
  }

  function dropLostFields(): boolean {
    let dropped = false;
    for (const type of [...objects, ...interfaces]) {
      for (const name of fieldsOf(type)) {
        if (!isKept(getNamedType(type.getFields()[name]!.type))) dropped = fieldsOf(type).delete(name);
      }
    }
    return dropped;
  }

  /** Lets an interface promise what its types keep, and only those implement it that keep it. */
  function settle(type: GraphQLInterfaceType): boolean {
    const promised = [...fieldsOf(type)];
    const having = (name: string) => implementersOf(type).filter((each) => keeps(each, type, name));
    const counts = promised.map((name) => having(name).filter(isObjectType).length);
    const most = promised[counts.indexOf(Math.max(...counts))];
    const staying = most === undefined ? [] : having(most).filter(isObjectType);
    const shared = promised.filter(
      (name) => staying.length > 0 && staying.every((each) => keeps(each, type, name)),
    );
    let changed = shared.length < promised.length;
    fields.set(type, new Set(shared));
    for (const each of schemaImplementers(type)) {
      if (!interfacesOf(each).has(type)) continue;
      const fits = shared.every((name) => keeps(each, type, name)) && followed(each, type);
      if (!fits || staying.length === 0) changed = interfacesOf(each).delete(type);
    }
    return changed;
  }

  function schemaImplementers(type: GraphQLInterfaceType): WithFields[] {
    const { objects, interfaces } = schema.getImplementations(type);
    return [...objects, ...interfaces];
  }

  /** Whoever implements an interface must implement what that one implements. */
  function followed(each: WithFields, type: GraphQLInterfaceType): boolean {
    return (
      isObjectType(each) || implementersOf(each).every((implementer) => interfacesOf(implementer).has(type))
    );
  }

  function keeps(each: WithFields, promise: GraphQLInterfaceType, name: string): boolean {
    return fieldsOf(each).has(name) && stands(each.getFields()[name]!.type, promise.getFields()[name]!.type);
  }

  /** Whether what is answered is still what was promised: objects may have left the interface that was. */
  function stands(answered: GraphQLOutputType, promised: GraphQLOutputType): boolean {
    if (isNonNullType(promised)) return isNonNullType(answered) && stands(answered.ofType, promised.ofType);
    if (isNonNullType(answered)) return stands(answered.ofType, promised);
    if (isListType(promised) && isListType(answered)) return stands(answered.ofType, promised.ofType);
    if (isInterfaceType(promised) && answered !== promised)
      return (isObjectType(answered) || isInterfaceType(answered)) && interfacesOf(answered).has(promised);
    return true;
  }
}
