import { describe, expect, it } from '@jest/globals';
import { createLabelChooser } from '@lienthong/gateway/execution/planning/override-labels';
import type { Planner } from '@lienthong/gateway/execution/planning/plan';
import { buildSchema, parse } from 'graphql';

const document = parse('{ a }');

/** The labels that are on for one request. */
function labelsOn(
  labels: readonly string[],
  at: number,
  named: readonly string[] = [],
  drawn = true,
): string[] {
  let on: ReadonlySet<string> = new Set();
  const planner: Planner = {
    labels,
    apiSchema: buildSchema('type Query { a: ID }'),
    plan: (_, labelsOn = new Set()) => ((on = labelsOn), null),
  };
  void createLabelChooser(planner, new Set(named), () => at)(drawn).planner.plan(document);
  return [...on];
}

describe('Of fields that move by a label', () => {
  it.each([
    ['percent(0)', 0, false],
    ['percent(100)', 0.999_999, true],
    ['percent(12.5)', 0.124, true],
    ['percent(12.5)', 0.125, false],
    ['percent(250)', 0.999, true],
    ['percent(-5)', 0, false],
    ['later', 0, false],
  ])('by %s and a draw of %s, the new owner is asked: %s', (label, at, asked) => {
    expect(labelsOn([label], at)).toEqual(asked ? [label] : []);
  });

  it('one draw decides about all of a request', () => {
    expect(labelsOn(['percent(10)', 'percent(30)', 'percent(60)'], 0.2)).toEqual([
      'percent(30)',
      'percent(60)',
    ]);
  });

  it('those that are named are on, whatever is drawn', () => {
    expect(labelsOn(['later', 'never', 'percent(1)'], 0.9, ['later', 'percent(1)'])).toEqual([
      'later',
      'percent(1)',
    ]);
  });

  it('without a draw only those are on that are on for all', () => {
    expect(labelsOn(['later', 'percent(99)', 'percent(100)'], 0, ['later'], false)).toEqual([
      'later',
      'percent(100)',
    ]);
  });
});

describe('A label chooser', () => {
  const planner: Planner = {
    labels: ['percent(50)'],
    apiSchema: buildSchema('type Query { a: ID }'),
    plan: () => null,
  };

  it('draws once for a request, and tells plans apart by what is on', () => {
    const draws = [0.4, 0.6, 0.1];
    const choose = createLabelChooser(planner, new Set(), () => draws.shift()!);
    const keys = [choose(true).key, choose(true).key, choose(true).key];
    expect(keys).toEqual(['percent(50)', '', 'percent(50)']);
    expect(draws).toEqual([]);
  });

  it('draws nothing, and changes nothing, where no field moves', () => {
    const still = { ...planner, labels: [] };
    const choose = createLabelChooser(still, new Set(), () => {
      throw new Error('Nothing is drawn.');
    });
    expect(choose(true)).toEqual({ key: '', planner: still });
  });
});
