import { isAbstractType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';
import { isData, own, setOwn, type Data } from '../own.ts';
import type { Entities, Required } from '../planning/plan.ts';
import { applyRewrites } from './rewrites.ts';
import type { Target } from './targets.ts';

/** The objects a subgraph is asked about, each once, and which of them each target is. */
export interface Representations {
  /** As JSON. */
  readonly texts: readonly string[];
  readonly typenames: readonly string[];
  /** By target, the position of what it is represented by; -1 where it cannot be asked about. */
  readonly positions: readonly number[];
}

/** Says of each target what the subgraph has to be told. Alike ones are told once. */
export function represent(
  targets: readonly Target[],
  { requires, inputRewrites }: Entities,
  schema: GraphQLSchema,
): Representations {
  const texts: string[] = [];
  const typenames: string[] = [];
  const known = new Map<string, number>();
  const positions = targets.map(({ object }) => {
    const representation = told(object, requires, schema);
    if (!representation || typeof representation['__typename'] !== 'string') return -1;
    applyRewrites(inputRewrites, representation, schema);
    const text = JSON.stringify(representation);
    const kept = known.get(text);
    if (kept !== undefined) return kept;
    const position = texts.push(text) - 1;
    typenames.push(representation['__typename']);
    known.set(text, position);
    return position;
  });
  return { texts, typenames, positions };
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
export function isOfType(object: Data, name: string, schema: GraphQLSchema): boolean {
  const typename = own(object, '__typename');
  if (typename === name) return true;
  if (typeof typename !== 'string') return false;
  const [type, wanted] = [schema.getType(typename), schema.getType(name)];
  return (
    isAbstractType(wanted) && (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(wanted, type)
  );
}
