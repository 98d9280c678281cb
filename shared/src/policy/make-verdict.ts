import type { CompiledGrant, CompiledRules } from './compile.ts';
import { holds, type DayView } from './day-view.ts';
import { consentNeeded } from './grant-ladder.ts';
import { REASONS } from './reasons.ts';
import type { Standing } from './standing.ts';
import type { Condition, Coordinate, Permit, ReasonCode, Refusal } from './types.ts';

/** What every verdict is made by: the rules, on a day. */
export interface At {
  readonly rules: CompiledRules;
  readonly view: DayView;
}

/** A permit that needs no grant. It names one law: the first in force. */
export function byDefault(
  at: At,
  number: number,
  by: 'OPEN' | 'OWN' | 'SHARED_BY_DEFAULT' | 'SUBJECT',
  basis: readonly string[],
): Permit {
  return kept(at.view, `${by} ${number}`, () => ({
    allowed: true,
    coordinate: at.rules.coordinates[number]!,
    by,
    grant: null,
    basis: inForce(at, basis).slice(0, 1),
    rows: by === 'SUBJECT' ? 'self' : 'all',
    mask: null,
    quota: null,
    consent: null,
    sensitive: at.rules.classOf[number]!.personal === 'SENSITIVE',
    riskAssessed: false,
  }));
}

export function byGrant(at: At, number: number, grant: CompiledGrant, standing: Standing): Permit {
  const coordinate = at.rules.coordinates[number]!;
  const field = at.rules.classOf[number]!;
  return kept(at.view, `${grant.number} ${number}`, () => ({
    allowed: true,
    coordinate,
    by: 'GRANT',
    grant: grant.id,
    basis: inForce(at, grant.basis),
    rows: grant.rows,
    mask: grant.mask[coordinate] ?? null,
    quota: grant.quota,
    consent: consentNeeded(field, standing),
    sensitive: field.personal === 'SENSITIVE',
    riskAssessed: at.view.day <= grant.assessedTo,
  }));
}

/** Permits are the same all day, so each is made once. A grant has one purpose, so its consent does not vary either. */
function kept(view: DayView, key: string, make: () => Permit): Permit {
  let permit = view.permits.get(key);
  if (!permit) view.permits.set(key, (permit = make()));
  return permit;
}

/** A refusal and the law it rests on: the rule's own where it has one, otherwise the reason's. */
export function refusal(
  at: At,
  coordinate: Coordinate,
  reason: ReasonCode,
  failed: Condition,
  more: { rule?: string; nearest?: string; basis?: readonly string[] } = {},
): Refusal {
  const own = more.basis ?? [];
  const candidates = own.length > 0 ? own : REASONS[reason].basis;
  return {
    allowed: false,
    coordinate,
    reason,
    basis: inForce(at, candidates)[0] ?? candidates.at(-1)!,
    failed,
    rule: more.rule ?? null,
    nearest: more.nearest ?? null,
  };
}

/** The citations whose acts hold on the day. */
const inForce = ({ rules, view }: At, citations: readonly string[]): string[] =>
  citations.filter((citation) => holds(citation, rules, view.day));
