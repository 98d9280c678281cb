import { isAbstractType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';
import type { Bytes } from '@lienthong/shared/bytes';
import { isData, own, setOwn, type Data } from '../own.ts';
import type { Lookup } from '../planning/call.ts';
import type { Required } from '../planning/plan.ts';
import { applyRewrites } from './rewrites.ts';

/** What a subgraph has to be told of objects, before they are known. */
export type Told = Pick<Lookup, 'requires' | 'inputRewrites'>;

/** What a subgraph has to be told of an object, as JSON; null where it cannot be asked about it. */
export function represent(
  object: Data,
  { requires, inputRewrites }: Told,
  schema: GraphQLSchema,
): Bytes | null {
  const representation = told(object, requires, schema);
  if (!representation || typeof representation['__typename'] !== 'string') return null;
  applyRewrites(inputRewrites, representation, schema);
  return JSON.stringify(representation);
}

/** Null where something that has to be told is not known. */
function told(source: Data, required: readonly Required[], schema: GraphQLSchema): Data | null {
  const result: Data = {};
  for (const each of required) {
    if (each.kind === 'on') {
      if (!isOfType(source, each.type, schema)) continue;
      const part = told(source, each.below, schema);
      if (!part) return null;
      addTo(result, part);
      continue;
    }
    const value = own(source, each.name);
    if (value === undefined) return null;
    setOwn(result, each.name, each.below ? toldValue(value, each.below, schema) : value);
  }
  return result;
}

function toldValue(value: unknown, below: readonly Required[], schema: GraphQLSchema): unknown {
  if (Array.isArray(value)) return value.map((each) => toldValue(each, below, schema));
  return isData(value) ? told(value, below, schema) : null;
}

/** Fields of an object told by several fragments are one object. */
function addTo(result: Data, part: Data): void {
  for (const key of Object.keys(part)) {
    const [before, after] = [own(result, key), part[key]];
    if (isData(before) && isData(after)) addTo(before, after);
    else setOwn(result, key, after);
  }
}

/** Whether an object is of a type, or of one behind it. Of an object that does not say what it is, nothing is known. */
export const isOfType = (object: Data, name: string, schema: GraphQLSchema): boolean =>
  isBehind(own(object, '__typename'), name, schema);

/** Whether a type is another, or one behind it. */
export function isBehind(typename: unknown, name: string, schema: GraphQLSchema): boolean {
  if (typename === name) return true;
  if (typeof typename !== 'string') return false;
  const [type, wanted] = [schema.getType(typename), schema.getType(name)];
  return (
    isAbstractType(wanted) && (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(wanted, type)
  );
}
