import type { InBothLanguages, RequirementStatus } from '../parse/hand-kept.ts';
import type { Requirement } from '../parse/requirements.ts';
import type { Claim } from './claims.ts';

export type Standing = 'held' | 'planned' | 'outside' | 'unclassified';

export interface TraceRow {
  readonly id: string;
  readonly line: number;
  readonly says: string;
  readonly standing: Standing;
  readonly tests: readonly Claim[];
  readonly reason: InBothLanguages | null;
}

export interface Trace {
  readonly rows: readonly TraceRow[];
  readonly counts: Readonly<Record<Standing, number>>;
  readonly faults: readonly string[];
}

/** Sets every entry against the tests that hold it and what is said of the others. Any fault fails the command. */
export function trace(
  requirements: readonly Pick<Requirement, 'id' | 'line' | 'says'>[],
  statuses: readonly RequirementStatus[],
  claims: readonly Claim[],
): Trace {
  const rows = requirements.map(({ id, line, says }): TraceRow => {
    const tests = claims.filter((claim) => claim.id === id);
    const status = statuses.find((each) => each.id === id);
    const standing = tests.length > 0 ? 'held' : (status?.status ?? 'unclassified');
    return { id, line, says, standing, tests, reason: status?.reason ?? null };
  });
  const known = new Set(requirements.map(({ id }) => id));
  const count = (standing: Standing) => rows.filter((row) => row.standing === standing).length;
  return {
    rows,
    counts: {
      held: count('held'),
      planned: count('planned'),
      outside: count('outside'),
      unclassified: count('unclassified'),
    },
    faults: [
      ...rows
        .filter(({ standing }) => standing === 'unclassified')
        .map(({ id }) => `${id} is held by no test and requirement-status.json does not say why.`),
      ...claims
        .filter(({ id }) => !known.has(id))
        .map(({ id, file, line }) => `${file}:${line} names ${id}, which is no entry of requirements.md.`),
      ...statuses.flatMap((status, index) => faultsOf(status, index, statuses, known, rows)),
    ],
  };
}

function faultsOf(
  { id, status, reason }: RequirementStatus,
  index: number,
  statuses: readonly RequirementStatus[],
  known: ReadonlySet<string>,
  rows: readonly TraceRow[],
): string[] {
  const held = rows.some((row) => row.id === id && row.standing === 'held');
  return [
    ...(known.has(id) ? [] : [`requirement-status.json names ${id}, which is no entry of requirements.md.`]),
    ...(statuses.findIndex((each) => each.id === id) === index
      ? []
      : [`requirement-status.json names ${id} twice.`]),
    ...(status === 'outside' && !reason
      ? [`requirement-status.json gives no reason why ${id} is outside.`]
      : []),
    ...(status === 'outside' && held
      ? [`requirement-status.json says that ${id} is outside a gateway, yet a test holds it.`]
      : []),
  ];
}
