import type { GraphQLSchema } from 'graphql';
import { isData, own, setOwn, type Data } from '../own.ts';
import type { Path } from '../place.ts';
import type { Rewrite } from '../planning/plan.ts';
import { createMerge } from './merge.ts';
import { isOfType } from './representations.ts';

/** For two accounts of one object in one answer: of its type both say the same. */
const merge = createMerge(() => true);

/** Puts a value into the words of the other side, in place. */
export function applyRewrites(rewrites: readonly Rewrite[], value: unknown, schema: GraphQLSchema): void {
  for (const rewrite of rewrites) apply(rewrite, value, 0, schema);
}

function apply(rewrite: Rewrite, value: unknown, at: number, schema: GraphQLSchema): void {
  if (Array.isArray(value)) {
    for (const each of value) apply(rewrite, each, at, schema);
    return;
  }
  if (!isData(value)) return;
  const step = rewrite.path[at];
  if (!step) return change(value, rewrite);
  if ('field' in step) return apply(rewrite, own(value, step.field), at + 1, schema);
  const known = own(value, '__typename') !== undefined;
  if (!known || isOfType(value, step.type, schema)) apply(rewrite, value, at + 1, schema);
}

function change(object: Data, { key, change }: Rewrite): void {
  if ('value' in change) return setOwn(object, key, change.value);
  const value = own(object, key);
  if (value === undefined) return;
  delete object[key];
  // A part of the field may have been fetched under its own name.
  const renamed: Data = {};
  setOwn(renamed, change.renameTo, value);
  merge(object, renamed, false);
}

/** A path in what was answered, in the words of the other side. Keys that are renamed are a planner's: no caller's is called so. */
export function rewritePath(rewrites: readonly Rewrite[], path: Path): Path {
  if (rewrites.length === 0) return path;
  const names = new Map<unknown, string>();
  for (const { key, change } of rewrites) if ('renameTo' in change) names.set(key, change.renameTo);
  return path.map((step) => names.get(step) ?? step);
}
