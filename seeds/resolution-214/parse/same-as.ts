import type { InBothLanguages, SameAs } from './hand-kept.ts';
import { SourceFault } from './source-fault.ts';

export interface Likeness {
  readonly id: string;
  readonly certainty: SameAs['certainty'];
  readonly reason: InBothLanguages;
}

/** Each pair read both ways: the likenesses of every database that has any. */
export function likenesses(pairs: readonly SameAs[], ids: ReadonlySet<string>): Map<string, Likeness[]> {
  const found = new Map<string, Likeness[]>();
  pairs.forEach(({ databases: [one, other], certainty, reason }, index) => {
    const entry = `entry ${index + 1} (${one}, ${other})`;
    const unknown = [one, other].find((id) => !ids.has(id));
    if (unknown) throw new SourceFault('same-as.json', entry, `Annex I has no database ${unknown}.`);
    if (one === other || found.get(one)?.some(({ id }) => id === other))
      throw new SourceFault('same-as.json', entry, 'a pair is two databases and stands once.');
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const)
      found.set(from, [...(found.get(from) ?? []), { id: to, certainty, reason }]);
  });
  for (const list of found.values()) list.sort((a, b) => (a.id < b.id ? -1 : 1));
  return found;
}
