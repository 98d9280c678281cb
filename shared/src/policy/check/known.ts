import { actOf, articleOf } from '../citations.ts';
import type { Path } from '../reading/read-yaml.ts';
import {
  CITIZENS,
  type Classes,
  type Coordinate,
  type FieldPattern,
  type LegalAct,
  type RuleSet,
} from '../types.ts';
import { suggestion } from './closest.ts';

/** What stands against a rule, and at which part of it. Warnings do not stop anything. */
export interface Problem {
  readonly severity: 'fault' | 'warning';
  readonly code: string;
  readonly path: Path;
  readonly message: string;
}

export const fault = (code: string, path: Path, message: string): Problem => ({
  severity: 'fault',
  code,
  path,
  message,
});
export const warning = (code: string, path: Path, message: string): Problem => ({
  severity: 'warning',
  code,
  path,
  message,
});

/** What rules may speak of. */
export interface Known {
  readonly rules: RuleSet;
  readonly classes: Classes;
  readonly byType: ReadonlyMap<string, readonly Coordinate[]>;
  readonly acts: ReadonlyMap<string, LegalAct>;
  readonly agencies: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
  readonly purposes: ReadonlySet<string>;
  /** The day on which the rules are checked, ISO. */
  readonly today: string;
}

export function known(rules: RuleSet, classes: Classes, agencies: readonly string[], today: string): Known {
  const byType = new Map<string, Coordinate[]>();
  for (const coordinate of classes.keys()) {
    const type = coordinate.split('.')[0]!;
    byType.set(type, [...(byType.get(type) ?? []), coordinate]);
  }
  return {
    rules,
    classes,
    byType,
    acts: new Map(rules.acts.map((act) => [act.id, act])),
    agencies: new Set(agencies),
    groups: new Set(rules.groups.map(({ id }) => id)),
    purposes: new Set(rules.purposes.map(({ id }) => id)),
    today,
  };
}

/** The fields a pattern names in the graph. */
export function fieldsNamed(pattern: FieldPattern, { classes, byType }: Known): readonly Coordinate[] {
  if (pattern.endsWith('.*')) return byType.get(pattern.slice(0, -2)) ?? [];
  return classes.has(pattern) ? [pattern] : [];
}

export function unknownField(pattern: FieldPattern, { byType }: Known): string {
  const [type = '', field = ''] = pattern.split('.');
  const ofType = byType.get(type);
  return ofType
    ? `${type} has no field ${field} in the composed graph.${suggestion(pattern, ofType)}`
    : `The composed graph has no type ${type}.${suggestion(type, byType.keys())} Interfaces do not count: name the types that implement them.`;
}

/** Problems with names of agencies and groups. */
export const checkNames = (
  names: readonly string[],
  path: Path,
  world: Known,
  extra: readonly string[] = [],
): Problem[] =>
  names.flatMap((name, index) =>
    world.agencies.has(name) || world.groups.has(name) || extra.includes(name)
      ? []
      : fault('UNKNOWN_AGENCY', [...path, index], unknownAgency(name, world)),
  );

export const unknownAgency = (name: string, { agencies, groups }: Known): string =>
  name === CITIZENS
    ? `"${CITIZENS}" is no agency: people read what concerns them without a grant.`
    : `There is no agency or group "${name}".${suggestion(name, [...agencies, ...groups])}`;

/** Problems with citations: of acts nobody knows, and of articles nobody has said how sure they are. */
export const checkCitations = (basis: readonly string[], path: Path, { acts }: Known): Problem[] =>
  basis.flatMap((citation, index) => {
    const at = [...path, index];
    const act = actOf(citation, acts);
    if (!act)
      return fault(
        'UNKNOWN_ACT',
        at,
        `"${citation}" names no act of law/legal-acts.yaml.${suggestion(citation, acts.keys())}`,
      );
    const article = articleOf(citation, act);
    return article === null || act.articles.some((known) => known.article === article)
      ? []
      : warning(
          'UNCHECKED_ARTICLE',
          at,
          `law/legal-acts.yaml does not say how sure ${article} of ${act.id} is.`,
        );
  });

/** Whether one of the citations holds on some day of a period. */
export const holdsWithin = (
  basis: readonly string[],
  from: string,
  to: string | null,
  { acts }: Known,
): boolean =>
  basis.some((citation) => {
    const act = actOf(citation, acts);
    return (
      act !== undefined &&
      (act.validTo === null || from <= act.validTo) &&
      (to === null || act.validFrom <= to)
    );
  });

/** The acts of a basis that ended, with what replaces them, for a message. */
export const endedActs = (basis: readonly string[], { acts }: Known): string =>
  basis
    .flatMap((citation) => {
      const act = actOf(citation, acts);
      if (!act?.validTo) return [];
      return `${act.id} ended on ${act.validTo}${act.replacedBy.length > 0 ? `, replaced by ${act.replacedBy.join(', ')}` : ''}`;
    })
    .join('; ');

/** Ids that stand twice. */
export const checkUnique = (ids: readonly string[], path: Path): Problem[] =>
  ids.flatMap((id, index) =>
    ids.indexOf(id) === index
      ? []
      : fault('DUPLICATE_ID', [...path, index, 'id'], `"${id}" stands here twice.`),
  );
