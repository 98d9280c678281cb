import { describe, expect, it } from '@jest/globals';
import type { RequirementStatus } from '../../seeds/resolution-214/parse/hand-kept.ts';
import { table } from '../../seeds/resolution-214/trace/table.ts';
import { trace } from '../../seeds/resolution-214/trace/trace.ts';

const requirements = ['RULE-01', 'RULE-02', 'RULE-03'].map((id, index) => ({
  id,
  line: 82 + index,
  says: id,
}));
const reason = { vi: 'Vì sao.', en: 'Why.' };
const planned = (id: string): RequirementStatus => ({ id, status: 'planned', reason });
const outside = (id: string): RequirementStatus => ({ id, status: 'outside', reason });
const test = (id: string) => ({ id, title: `${id} holds`, file: 'tests/a.test.ts', line: 7 });

describe('The trace', () => {
  const traced = trace(requirements, [planned('RULE-02'), outside('RULE-03')], [test('RULE-01')]);

  it('tells entries held by tests, planned, and outside a gateway', () => {
    expect(traced.rows.map(({ id, standing }) => [id, standing])).toEqual([
      ['RULE-01', 'held'],
      ['RULE-02', 'planned'],
      ['RULE-03', 'outside'],
    ]);
    expect(traced.counts).toEqual({ held: 1, planned: 1, outside: 1, unclassified: 0 });
    expect(traced.faults).toEqual([]);
  });

  it('prints where an entry is held, why another is not, and the counts', () => {
    expect(table(traced).split('\n')).toEqual([
      'RULE-01  line 82   held               tests/a.test.ts:7  RULE-01 holds',
      'RULE-02  line 83   planned            Why.',
      'RULE-03  line 84   outside a gateway  Why.',
      '',
      '3 entries: 1 held by tests, 1 planned, 1 outside a gateway.',
    ]);
  });

  it('shows an entry as held even while it is still said to be planned', () => {
    const { rows, faults } = trace(
      requirements,
      requirements.map(({ id }) => planned(id)),
      [test('RULE-01')],
    );
    expect([rows[0]!.standing, faults]).toEqual(['held', []]);
  });
});

describe('The trace finds fault with', () => {
  const all = requirements.map(({ id }) => planned(id));

  it.each([
    [
      'an entry nobody classified',
      all.slice(1),
      [],
      'RULE-01 is held by no test and requirement-status.json does not say why.',
    ],
    [
      'a test of an unknown entry',
      all,
      [test('RULE-99')],
      'tests/a.test.ts:7 names RULE-99, which is no entry of requirements.md.',
    ],
    [
      'a status of an unknown entry',
      [...all, planned('RULE-99')],
      [],
      'requirement-status.json names RULE-99, which is no entry of requirements.md.',
    ],
    [
      'a status given twice',
      [...all, planned('RULE-01')],
      [],
      'requirement-status.json names RULE-01 twice.',
    ],
    [
      'an entry outside a gateway for no reason',
      [{ id: 'RULE-01', status: 'outside' as const }, ...all.slice(1)],
      [],
      'requirement-status.json gives no reason why RULE-01 is outside.',
    ],
    [
      'an entry outside a gateway that a test holds',
      [outside('RULE-01'), ...all.slice(1)],
      [test('RULE-01')],
      'requirement-status.json says that RULE-01 is outside a gateway, yet a test holds it.',
    ],
  ])('%s', (_, statuses, claims, fault) => {
    const traced = trace(requirements, statuses, claims);
    expect(traced.faults).toEqual([fault]);
    expect(table(traced)).toContain(`Fault: ${fault}`);
  });
});
