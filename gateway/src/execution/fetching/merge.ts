import { isData, own, setOwn, type Data } from '../own.ts';

/** Whether a name is that of an object type, and of no interface. */
export type IsObjectType = (name: unknown) => boolean;

/**
 * Adds to an object what more is known of it. What `source` holds becomes part of it: of a source that is somebody
 * else's too, give a copy, or what is added to one of them later would show in the other.
 */
export function mergeInto(target: Data, source: Data, isObjectType: IsObjectType): void {
  for (const key of Object.keys(source)) {
    const [before, after] = [own(target, key), source[key]];
    if (key === '__typename') {
      // A subgraph that knows an interface alone does not know better what the object is.
      if (before === undefined || isObjectType(after)) target[key] = after;
    } else setOwn(target, key, merged(before, after, isObjectType));
  }
}

function merged(before: unknown, after: unknown, isObjectType: IsObjectType): unknown {
  if (isData(before) && isData(after)) {
    mergeInto(before, after, isObjectType);
    return before;
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    for (const [index, value] of after.entries()) before[index] = merged(before[index], value, isObjectType);
    return before;
  }
  const known = typeof before === 'object' && before !== null;
  return known && after === null ? before : after;
}

/** Shares nothing with what it is a copy of. */
export function copyOf<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(copyOf) as Value;
  if (!isData(value)) return value;
  const copy: Data = {};
  for (const key of Object.keys(value)) setOwn(copy, key, copyOf(value[key]));
  return copy as Value;
}
