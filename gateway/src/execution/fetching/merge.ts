import { isData, own, setOwn, type Data } from '../own.ts';
import { createCode, read } from '../generated-code.ts';

/** Whether a name is that of an object type, and of no interface. */
export type IsObjectType = (name: unknown) => boolean;

/**
 * Adds to an object what more is known of it. What `source` holds becomes part of it; of a source that is `shared` with
 * other objects it becomes a copy, or what is added to one of them later would show in the others.
 */
export type Merge = (target: Data, source: Data, shared: boolean) => void;

/** Merges sources of any shape. */
export function createMerge(isObjectType: IsObjectType): Merge {
  return mergeInto;

  function mergeInto(target: Data, source: Data, shared: boolean): void {
    for (const key of Object.keys(source)) {
      const [before, after] = [own(target, key), source[key]];
      if (key === '__typename') {
        // A subgraph that knows an interface alone does not know better what the object is.
        if (before === undefined || isObjectType(after)) target[key] = after;
      } else setOwn(target, key, merged(before, after, shared));
    }
  }

  function merged(before: unknown, after: unknown, shared: boolean): unknown {
    if (isData(before) && isData(after)) {
      mergeInto(before, after, shared);
      return before;
    }
    if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
      for (const [index, value] of after.entries()) before[index] = merged(before[index], value, shared);
      return before;
    }
    const known = typeof before === 'object' && before !== null;
    return known && after === null ? before : shared ? copyOf(after) : after;
  }
}

/** Compiles a merge of sources that hold nothing of interest beside these names. */
export function compileMerge(names: Iterable<string>, isObjectType: IsObjectType): Merge {
  const code = createCode();
  const [any, holder] = [code.constant(createMerge(isObjectType)), code.constant(holding)];
  const steps = [...names].map((name) => {
    const key = JSON.stringify(name);
    // Objects and what is known of their type are for the merge of any shape.
    const simple = name === '__typename' || name === '__proto__' ? 'false' : `typeof v!=='object'`;
    return `v=${read('s', name)};if(v!==undefined){if(${simple})t[${key}]=v;else ${any}(t,${holder}(${key},v),shared);}`;
  });
  return code.evaluate<Merge>(`(t,s,shared)=>{let v;${steps.join('')}}`);
}

function holding(name: string, value: unknown): Data {
  const source: Data = {};
  setOwn(source, name, value);
  return source;
}

/** Shares nothing with what it is a copy of. */
function copyOf<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(copyOf) as Value;
  if (!isData(value)) return value;
  const copy: Data = {};
  for (const key of Object.keys(value)) setOwn(copy, key, copyOf(value[key]));
  return copy as Value;
}
