import type { Bytes } from '@lienthong/shared/bytes';
import { own, isData, type Data } from '../own.ts';
import { alike } from './alike.ts';
import type { CompiledLookup } from './compile-call.ts';

/** The objects of an answer that are asked about in one lookup, and what the subgraph is told of them. */
export interface LookedUp {
  /** Each once, however often it stands in the answer. */
  readonly objects: readonly Data[];
  /** By object, the position of what it is represented by; -1 where it cannot be asked about. */
  readonly positions: readonly number[];
  /** As JSON; alike ones are told once. */
  readonly texts: readonly Bytes[];
  readonly typenames: readonly string[];
  /** Whether objects of the answer became one. */
  readonly repeated: boolean;
}

interface Entity {
  readonly position: number;
  /** By path, the first object that stands there for it. */
  readonly firsts: (Data | undefined)[];
}

/**
 * Collects the objects of a lookup. Those at one path that are alike become one object: whatever is asked of one of them
 * later is asked of all, and answered alike, so it is looked at, added to and written once. Only where nobody holds on to
 * objects that were told already.
 */
export function lookUp(
  { collect, represent, inputRewrites }: CompiledLookup,
  answer: Data,
  { escape, joinAlike }: { readonly escape: boolean; readonly joinAlike: boolean },
): LookedUp {
  const objects: Data[] = [];
  const positions: number[] = [];
  const texts: Bytes[] = [];
  const typenames: string[] = [];
  const known = new Map<Bytes, Entity>();
  let repeated = false;
  collect(answer, (object, path) => {
    const text = represent(object, escape);
    let position = -1;
    if (text !== null) {
      let entity = known.get(text);
      if (entity === undefined) {
        entity = { position: texts.push(text) - 1, firsts: [] };
        known.set(text, entity);
        typenames.push(inputRewrites.length > 0 ? typenameIn(text) : (own(object, '__typename') as string));
      }
      const first = entity.firsts[path];
      if (first === undefined) entity.firsts[path] = object;
      else if (joinAlike && alike(first, object)) {
        repeated = true;
        return first;
      }
      position = entity.position;
    }
    objects.push(object);
    positions.push(position);
    return object;
  });
  return { objects, positions, texts, typenames, repeated };
}

const typenameIn = (text: Bytes): string => (JSON.parse(text) as { __typename: string }).__typename;

/** Adds to the objects what was answered about them. */
export function absorb(
  { objects, positions, texts }: LookedUp,
  entities: readonly unknown[],
  merge: CompiledLookup['merge'],
): void {
  const given = new Uint8Array(texts.length);
  for (let index = 0; index < objects.length; index += 1) {
    const position = positions[index]!;
    const entity = entities[position];
    if (!isData(entity)) continue;
    merge(objects[index]!, entity, given[position] === 1);
    given[position] = 1;
  }
}
