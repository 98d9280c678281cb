import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { compile } from '@lienthong/shared/policy/compile';
import { decide } from '@lienthong/shared/policy/decide';
import { createCachedDecide } from '@lienthong/shared/policy/decision-cache';
import { referenceDecide, type PlainVerdict } from '@lienthong/shared/policy/reference';
import { assemble } from '@lienthong/shared/policy/rule-set';
import {
  CONDITIONS,
  type Condition,
  type Decision,
  type Permit,
  type RuleSet,
  type Verdict,
} from '@lienthong/shared/policy/types';
import { forbid, withoutRings, world, type World } from './arbitrary-rules.ts';
import { askCedar } from './cedar-answer.ts';

/** POLICY_RUNS sets the number of cases, POLICY_SEED repeats a failure; the seed of a failure is printed with it. */
const runs = Number(process.env.POLICY_RUNS ?? 500);
const seed = Number(process.env.POLICY_SEED ?? Date.now() & 0x7fffffff);
// Twenty thousand worlds take minutes on a busy machine.
jest.setTimeout(20_000 + runs * 30);
const check = <T>(property: fc.IProperty<T>, share = 1): void =>
  fc.assert(property, { numRuns: Math.max(1, Math.round(runs * share)), seed, endOnFailure: false });

const decideIn = ({ rules, classes, request, now, freshness }: World): Decision =>
  decide(request, compile(rules, classes), now, freshness);
const allowedIn = (decision: Decision): string[] =>
  [...decision.verdicts.values()].filter(({ allowed }) => allowed).map(({ coordinate }) => coordinate);
const changed = (given: World, rules: Partial<RuleSet>): World => ({
  ...given,
  rules: assemble({ ...given.rules, ...rules }),
  freshness: {},
});

/** What the reference evaluator says too: everything but the citations. */
const plain = (verdict: Verdict): PlainVerdict => {
  if (!verdict.allowed) {
    const { reason, failed, rule, nearest } = verdict;
    return { allowed: false, reason, failed, rule, nearest };
  }
  const { by, grant, rows, mask, consent } = verdict;
  return { allowed: true, by, grant, rows, mask, consent };
};

describe('The random worlds', () => {
  it('reach every way there is to permit or refuse', () => {
    const reached = new Set(
      fc
        .sample(world, { numRuns: 2500, seed: 1 })
        .flatMap((given) => [...decideIn(given).verdicts.values()])
        .map((verdict) => (verdict.allowed ? verdict.by : verdict.failed)),
    );
    const permits = ['OPEN', 'OWN', 'SHARED_BY_DEFAULT', 'SUBJECT', 'GRANT'];
    expect([...permits, ...CONDITIONS].filter((way) => !reached.has(way as Condition))).toEqual([]);
  });
});

describe(`Over ${runs} random worlds (POLICY_SEED=${seed})`, () => {
  it('decides as the reference evaluator does, with the same grant, rows, mask, reason and failed condition', () => {
    check(
      fc.property(world, (given) => {
        const { rules, classes, request, now, freshness } = given;
        const decided = new Map(
          [...decideIn(given).verdicts].map(([field, verdict]) => [field, plain(verdict)]),
        );
        expect(decided).toEqual(referenceDecide(request, rules, classes, now, freshness));
      }),
    );
  });

  it('permits what Cedar permits, and by a grant that Cedar names', () => {
    check(
      fc.property(world.map(withoutRings), (given) => {
        const cedar = askCedar(given);
        for (const [field, verdict] of decideIn(given).verdicts) {
          const { allowed, by } = cedar.get(field)!;
          expect([field, verdict.allowed]).toEqual([field, allowed]);
          if (verdict.allowed && verdict.grant) expect(by).toContain(`grant ${verdict.grant}`);
        }
      }),
    );
  });

  it('gives no access that was not there before when a forbid is added', () => {
    check(
      fc.property(world, forbid('added'), (given, added) => {
        const before = new Set(allowedIn(decideIn(changed(given, {}))));
        const after = allowedIn(decideIn(changed(given, { forbids: [...given.rules.forbids, added] })));
        expect(after.filter((field) => !before.has(field))).toEqual([]);
      }),
      0.5,
    );
  });

  it('takes no access away when a grant is added', () => {
    check(
      fc.property(world, (given) => {
        const after = new Set(allowedIn(decideIn(changed(given, {}))));
        const before = allowedIn(decideIn(changed(given, { grants: given.rules.grants.slice(1) })));
        expect(before.filter((field) => !after.has(field))).toEqual([]);
      }),
      0.5,
    );
  });

  it('gives no field more for being asked together with another', () => {
    check(
      fc.property(world, (given) => {
        const together = new Set(allowedIn(decideIn(given)));
        for (const field of given.request.coordinates) {
          const alone = decideIn({ ...given, request: { ...given.request, coordinates: [field] } });
          if (together.has(field)) expect(allowedIn(alone)).toEqual([field]);
        }
      }),
      0.25,
    );
  });

  it('decides the same whatever the order of rules, of what they list, and of the fields asked', () => {
    check(
      fc.property(world, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (given, stream) => {
        const chance = () => stream.next().value as number;
        const { version, ...rest } = given.rules;
        const shuffled = assemble(shuffle(rest, chance) as RuleSet);
        expect(shuffled.version).toBe(version);
        const other = decideIn({
          ...given,
          rules: shuffled,
          classes: new Map(inAnyOrder([...given.classes], chance)),
          request: { ...given.request, coordinates: inAnyOrder([...given.request.coordinates], chance) },
        });
        const verdicts = new Map([...other.verdicts].map(([field, verdict]) => [field, plain(verdict)]));
        for (const [field, verdict] of decideIn(given).verdicts)
          expect(verdicts.get(field)).toEqual(plain(verdict));
      }),
      0.5,
    );
  });

  it('lets nothing unknown through: agency, purpose, field, or any word of a grant', () => {
    check(
      fc.property(world, (given) => {
        const { caller } = given.request;
        fc.pre(caller.kind === 'agency');
        const ask = (change: object, rules: Partial<RuleSet> = {}) =>
          [
            ...decideIn({
              ...changed(given, rules),
              request: { ...given.request, ...change },
            }).verdicts.values(),
          ].filter(
            (verdict): verdict is Permit => verdict.allowed && verdict.by !== 'OPEN' && verdict.by !== 'OWN',
          );
        expect(ask({ caller: { ...caller, agency: 'unheard-of' } })).toEqual([]);
        expect(ask({ caller: { ...caller, purpose: 'unheard-of' } })).toEqual([]);
        expect(ask({ coordinates: ['Three.ghost', 'Unheard.of', '__proto__.x', ''] })).toEqual([]);
        const unheard = { conditions: ['ALWAYS'], rows: 'galaxy', status: 'FINE', mask: { 'One.a': 'none' } };
        for (const [key, value] of Object.entries(unheard)) {
          const grants = given.rules.grants.map((grant) => ({ ...grant, [key]: value }));
          expect(ask({}, { grants }).filter(({ by }) => by === 'GRANT')).toEqual([]);
        }
      }),
      0.25,
    );
  });

  it('remembers a decision only for callers it holds for', () => {
    check(
      fc.property(fc.array(world, { minLength: 2, maxLength: 4 }), ([first, ...others]) => {
        const { rules, classes, request } = first!;
        const compiled = compile(rules, classes);
        const cached = createCachedDecide(compiled, 2);
        for (const { request: other, now } of [first!, ...others, first!]) {
          const asked = { caller: other.caller, coordinates: request.coordinates };
          expect(cached('operation', asked, now)).toEqual(decide(asked, compiled, now));
        }
      }),
      0.25,
    );
  });
});

function inAnyOrder<T>(list: readonly T[], chance: () => number): T[] {
  return list
    .map((entry) => ({ entry, at: chance() }))
    .sort((a, b) => a.at - b.at)
    .map(({ entry }) => entry);
}

function shuffle(value: unknown, chance: () => number): unknown {
  if (Array.isArray(value)) return inAnyOrder(value, chance).map((entry) => shuffle(entry, chance));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, shuffle(entry, chance)]));
}
