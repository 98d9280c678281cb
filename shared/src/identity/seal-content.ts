import { createHash } from 'node:crypto';
import type {
  Caller,
  ConsentKind,
  Coordinate,
  Mask,
  Permit,
  PermittedBy,
  Quota,
  RowScope,
} from '../policy/types.ts';

/** Fields that are permitted alike, and what the owner has to enforce on their rows. */
export interface SealedPermit {
  readonly by: PermittedBy;
  readonly grant: string | null;
  readonly basis: readonly string[];
  readonly fields: readonly Coordinate[];
  readonly rows: RowScope;
  readonly mask: Readonly<Record<Coordinate, Mask>>;
  readonly quota: Quota | null;
  readonly consent: ConsentKind | null;
  readonly sensitive: boolean;
  readonly riskAssessed: boolean;
}

/** What the gateway tells an owner: who asks, and what was decided by which rules. */
export interface SealContent {
  readonly caller: Caller;
  readonly ruleSet: string;
  readonly permits: readonly SealedPermit[];
}

/** What a seal says of a question that needs no permit: all its fields are open. */
export const openContent = (ruleSet: string): SealContent => ({
  caller: { kind: 'anonymous' },
  ruleSet,
  permits: [],
});

/** Puts permits that differ in nothing but the field into one. */
export function sealPermits(permits: readonly Permit[]): SealedPermit[] {
  const groups = new Map<string, SealedPermit & { fields: Coordinate[]; mask: Record<Coordinate, Mask> }>();
  for (const { allowed: _, coordinate, mask, ...rest } of permits) {
    const key = JSON.stringify(rest);
    const group = groups.get(key) ?? { ...rest, fields: [], mask: {} };
    group.fields.push(coordinate);
    if (mask) group.mask[coordinate] = mask;
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** The permits of a seal, by field. */
export function unsealPermits(permits: readonly SealedPermit[]): Map<Coordinate, Permit> {
  const byField = new Map<Coordinate, Permit>();
  for (const { fields, mask, ...rest } of permits)
    for (const coordinate of fields)
      byField.set(coordinate, { ...rest, allowed: true, coordinate, mask: mask[coordinate] ?? null });
  return byField;
}

/** A question as it travels to a subgraph. */
export interface Question {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: unknown;
}

/** What a seal is good for: the text of a query, whatever its variables. */
export const hashOfQuery = (query: string): string => sha256(query);

/** What a seal of a mutation is good for: this one call, with these variables. */
export const hashOfCall = ({ query, variables, operationName }: Question): string =>
  sha256(JSON.stringify([query, variables ?? null, operationName ?? null]));

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');
