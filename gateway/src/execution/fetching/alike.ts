import { own, type Data } from '../own.ts';

/** Whether two JSON values hold the same. */
export function alike(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one)) return Array.isArray(other) && alikeLists(one, other);
  return !Array.isArray(other) && alikeObjects(one as Data, other as Data);
}

function alikeLists(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index += 1) if (!alike(one[index], other[index])) return false;
  return true;
}

function alikeObjects(one: Data, other: Data): boolean {
  let more = 0;
  for (const key in one) {
    if (!alike(own(one, key), own(other, key))) return false;
    more += 1;
  }
  for (const _ in other) more -= 1;
  return more === 0;
}
