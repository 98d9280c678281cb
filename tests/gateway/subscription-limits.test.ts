import { describe, expect, it } from '@jest/globals';
import type { Caller } from '@lienthong/gateway/authentication/caller';
import { networkOf } from '@lienthong/gateway/subscriptions/network-of';
import { createOpenSubscriptions } from '@lienthong/gateway/subscriptions/open-subscriptions';

const NOBODY: Caller = { kind: 'anonymous' };
const agency = (name: string): Caller => ({ kind: 'agency', agency: name, system: `${name}-desk` });
const HERE = '203.0.113.7';
const THERE = '203.0.113.8';

/** Takes one after another, and says of each whether it was taken; those before stay open. */
function take(whose: readonly (readonly [Caller, string])[], most = { inAll: 100, perCaller: 2 }) {
  const open = createOpenSubscriptions(most);
  const leave: (() => void)[] = [];
  const enter = ([caller, from]: readonly [Caller, string]): string => {
    try {
      leave.push(open.enter({ caller, from }, { end: () => {}, lookAgain: () => {} }));
      return 'taken';
    } catch (error) {
      return (error as Error).message;
    }
  };
  const said = whose.map(enter);
  return { said, enter, leave };
}

const TOO_MANY =
  'This gateway keeps at most 2 subscriptions open for one caller. End one, or ask again later.';
const TOO_MANY_IN_ALL =
  'This gateway keeps at most 3 subscriptions open in all. End one, or ask again later.';

describe('As many subscriptions as one caller may have', () => {
  it.each<[string, [Caller, string], [Caller, string], string]>([
    ['are counted by address for nobody in particular', [NOBODY, HERE], [NOBODY, HERE], TOO_MANY],
    ['leave others who ask from elsewhere theirs', [NOBODY, HERE], [NOBODY, THERE], 'taken'],
    [
      'are those of an agency, from wherever it asks',
      [agency('moh'), HERE],
      [agency('moh'), THERE],
      TOO_MANY,
    ],
    [
      'leave another agency its own, behind the same address',
      [agency('moh'), HERE],
      [agency('moj'), HERE],
      'taken',
    ],
    ['leave an agency its own, behind the address of nobody', [NOBODY, HERE], [agency('moh'), HERE], 'taken'],
  ])('%s', (_, one, other, outcome) => {
    expect(take([one, one, other]).said).toEqual(['taken', 'taken', outcome]);
  });

  it('are as many again once one is over, which is over once', () => {
    const { enter, leave } = take([
      [NOBODY, HERE],
      [NOBODY, HERE],
    ]);
    leave[0]!();
    leave[0]!();
    expect([enter([NOBODY, HERE]), enter([NOBODY, HERE])]).toEqual(['taken', TOO_MANY]);
  });
});

it('Beyond as many as may be open in all nobody has another, until one is over', () => {
  const { said, enter, leave } = take(
    ['moh', 'moj', 'mof', 'moc'].map((name) => [agency(name), HERE]),
    { inAll: 3, perCaller: 2 },
  );
  expect(said).toEqual(['taken', 'taken', 'taken', TOO_MANY_IN_ALL]);
  leave[1]!();
  expect([enter([agency('moc'), HERE]), enter([NOBODY, HERE])]).toEqual(['taken', TOO_MANY_IN_ALL]);
});

it('Once they are closed, those that are open end, and whoever comes then at once, with nothing to say of it', () => {
  const open = createOpenSubscriptions({ inAll: 2, perCaller: 2 });
  const ended: unknown[] = [];
  const enter = (name: string): (() => void) =>
    open.enter(
      { caller: agency(name), from: HERE },
      { end: (why) => void ended.push([name, why]), lookAgain: () => {} },
    );
  enter('moh');
  expect(ended).toEqual([]);
  open.close();
  enter('moj');
  expect(ended).toEqual([
    ['moh', undefined],
    ['moj', undefined],
  ]);
});

it.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:DB8:1:2::6', '2001:db8:1:2'],
  ['2001:db8::6', '2001:db8:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
])('%s is of the network %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
