import { copyOf, mergeInto, type IsObjectType } from './merge.ts';
import { own, isData, type Data } from '../own.ts';
import type { Bytes } from '@lienthong/shared/bytes';
import type { CompiledLookup } from './compile-call.ts';

/** The objects of an answer that are asked about in one lookup, and what the subgraph is told of them. */
export interface LookedUp {
  readonly objects: readonly Data[];
  /** By object, the position of what it is represented by; -1 where it cannot be asked about. */
  readonly positions: readonly number[];
  /** As JSON; alike ones are told once. */
  readonly texts: readonly Bytes[];
  readonly typenames: readonly string[];
}

export function lookUp(
  { collect, represent, inputRewrites }: CompiledLookup,
  answer: Data,
  escape: boolean,
): LookedUp {
  const objects: Data[] = [];
  collect(answer, objects);
  const positions: number[] = [];
  const texts: Bytes[] = [];
  const typenames: string[] = [];
  const known = new Map<Bytes, number>();
  for (const object of objects) {
    const text = represent(object, escape);
    if (text === null) {
      positions.push(-1);
      continue;
    }
    let position = known.get(text);
    if (position === undefined) {
      position = texts.push(text) - 1;
      known.set(text, position);
      typenames.push(inputRewrites.length > 0 ? typenameIn(text) : (own(object, '__typename') as string));
    }
    positions.push(position);
  }
  return { objects, positions, texts, typenames };
}

const typenameIn = (text: Bytes): string => (JSON.parse(text) as { __typename: string }).__typename;

/** Adds to the objects what was answered about them. */
export function absorb(
  { objects, positions }: LookedUp,
  entities: readonly unknown[],
  isObjectType: IsObjectType,
): void {
  const given = new Set<number>();
  for (const [index, position] of positions.entries()) {
    const entity = entities[position];
    if (!isData(entity)) continue;
    mergeInto(objects[index]!, given.has(position) ? copyOf(entity) : entity, isObjectType);
    given.add(position);
  }
}
