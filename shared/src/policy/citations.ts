import type { LegalAct } from './types.ts';

/** The days on which an act holds, both included. */
export interface ActPeriod {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly replacedBy: readonly string[];
}

/** The act a citation such as `D278/2025 Art 4(2)` names: the longest id it begins with. */
export function actOf<T>(citation: string, acts: ReadonlyMap<string, T>): T | undefined {
  for (let end = citation.length; end > 0; end = citation.lastIndexOf(' ', end - 1)) {
    const act = acts.get(citation.slice(0, end));
    if (act) return act;
  }
  return undefined;
}

/** The article of a citation, after the id of its act; null when it names the whole act. */
export const articleOf = (citation: string, act: Pick<LegalAct, 'id'>): string | null =>
  citation.slice(act.id.length + 1) || null;
