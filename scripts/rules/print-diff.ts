import type { AccessChange, RulesDiff } from '@lienthong/shared/policy/diff';
import type { Permit } from '@lienthong/shared/policy/types';

/** A diff for reading: per agency and purpose the fields it gains and loses, and what stops working. */
export function printDiff({ gained, lost, changed, broken }: RulesDiff): string {
  const sections = [
    ...section('+', 'Được thêm / gained', gained, ({ after }) => byGrant(after!)),
    ...section('-', 'Mất đi / lost', lost, ({ before }) => byGrant(before!)),
    ...section(
      '~',
      'Thay đổi / changed',
      changed,
      ({ before, after }) => `${terms(before!)} → ${terms(after!)}`,
    ),
    ...(broken.length === 0
      ? []
      : [
          'Thao tác không còn chạy / operations that stop working',
          ...broken.map(
            ({ name, agency, purpose, refusals }) =>
              `! ${name} (${agency}, ${purpose}): ${refusals.map(({ coordinate, reason }) => `${coordinate} ${reason}`).join(', ')}`,
          ),
        ]),
  ];
  return sections.length === 0
    ? 'Không có gì thay đổi / nobody gains or loses anything.'
    : sections.join('\n');
}

function section(
  sign: string,
  title: string,
  changes: readonly AccessChange[],
  tell: (change: AccessChange) => string,
): string[] {
  if (changes.length === 0) return [];
  const groups = new Map<string, AccessChange[]>();
  for (const change of changes) {
    const reader = change.purpose === null ? change.who : `${change.who}, ${change.purpose}`;
    groups.set(reader, [...(groups.get(reader) ?? []), change]);
  }
  return [
    `${title} (${changes.length})`,
    ...[...groups].flatMap(([reader, of]) => [
      `  ${reader}`,
      ...of.map((change) => `  ${sign} ${change.coordinate}  ${tell(change)}`),
    ]),
  ];
}

const byGrant = ({ by, grant, rows }: Permit): string => `${grant ?? by}, ${rows}`;

const terms = ({ by, rows, mask, consent, quota }: Permit): string =>
  [by, rows, mask && `mask ${mask}`, consent, quota && `quota ${JSON.stringify(quota)}`]
    .filter(Boolean)
    .join(' ');
