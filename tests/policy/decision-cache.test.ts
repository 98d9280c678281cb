import { describe, expect, it } from '@jest/globals';
import { compile } from '@lienthong/shared/policy/compile';
import { createCachedDecide } from '@lienthong/shared/policy/decision-cache';
import { startOfDay } from '@lienthong/shared/policy/legal-day';
import { assemble } from '@lienthong/shared/policy/rule-set';
import type { AgencyCaller, Decision } from '@lienthong/shared/policy/types';
import { classes, clinic, grant, purpose, rules } from './small-world.ts';

const NOW = startOfDay('2026-06-01');
const ruleSet = assemble({
  ...rules,
  purposes: [{ ...purpose, procedure: '1.001193', caseRequired: true }],
  grants: [{ ...grant, rows: 'case', validTo: '2026-06-01' }],
});
const compiled = compile(ruleSet, classes);
const sound: AgencyCaller = { ...clinic, procedure: '1.001193', case: { id: 'c', subjects: ['s1'] } };

/** Asks a cache of its own, with room for so many. */
function askingOne(most: number) {
  const decide = createCachedDecide(compiled, most);
  return (operation: string, coordinates: readonly string[] = ['Person.name']) =>
    decide(operation, { caller: sound, coordinates }, NOW);
}
const unknownFields = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `Person.unknown${index}`);

const failed = ({ verdicts }: Decision): string => {
  const [verdict] = [...verdicts.values()];
  return verdict!.allowed ? 'allowed' : verdict!.failed;
};

describe('A remembered decision', () => {
  const decide = createCachedDecide(compiled);
  const ask = (caller: AgencyCaller, now = NOW, freshness = {}, operation = 'name', field = 'Person.name') =>
    decide(operation, { caller, coordinates: [field] }, now, freshness);

  it('is the same for another case, of other people', () => {
    expect(ask({ ...sound, case: { id: 'd', subjects: ['s2', 's3'] } })).toBe(ask(sound));
  });

  it.each<[string, Partial<AgencyCaller>, string]>([
    ['without the procedure', { procedure: undefined }, 'PROCEDURE'],
    ['with another procedure', { procedure: '1.004222' }, 'PROCEDURE'],
    ['without a case', { case: undefined }, 'CASE'],
    ['with a case that has no id', { case: { id: '', subjects: ['s1'] } }, 'CASE'],
    ['with a case about nobody', { case: { id: 'c', subjects: [] } }, 'ROWS'],
    ['without a purpose', { purpose: undefined }, 'PURPOSE_KNOWN'],
    ['from another agency', { agency: 'archive' }, 'GRANTEE'],
    ['from nobody known', { agency: 'clinic 1' }, 'GRANTEE'],
    ['as it should be', {}, 'allowed'],
  ])('is another for a request %s', (_, change, expected) => {
    expect(failed(ask({ ...sound, ...change }))).toBe(expected);
  });

  it('is one for all that nobody knows', () => {
    const unknown = (agency: string) => ask({ ...sound, agency });
    expect(unknown('clinic referral')).toBe(unknown('nobody'));
  });

  it('tells apart which of two things a request lacks', () => {
    const [procedure, other] = [{ procedure: undefined }, { procedure: '1.004222' }];
    const reason = (change: object) => ask({ ...sound, ...change }).refusals[0]!.reason;
    expect([reason(procedure), reason(other)]).toEqual(['NO_LEGAL_BASIS', 'PURPOSE_MISMATCH']);
  });

  it('ends with the day', () => {
    expect(failed(ask(sound, startOfDay('2026-06-02') - 1))).toBe('allowed');
    expect(failed(ask(sound, startOfDay('2026-06-02')))).toBe('NOT_OVER');
  });

  it('follows what a caller proves from day to day, also of one who never changes', () => {
    const consent = { kind: 'CONSENT', purpose: sound.purpose!, subject: 's1' } as const;
    const caller = { ...sound, consents: [{ ...consent, validFrom: '2026-05-01', validTo: '2026-06-01' }] };
    const frozen = Object.freeze({ ...caller });
    const [today, tomorrow] = [NOW, startOfDay('2026-06-02')];
    for (const day of [today, tomorrow, today]) expect(ask(frozen, day)).toBe(ask(caller, day));
    const { consents: _, ...without } = caller;
    expect(ask(frozen, today)).not.toBe(ask(without, today));
    expect(ask(frozen, tomorrow)).toBe(ask(without, tomorrow));
  });

  it('is not given out by rules that have become stale', () => {
    expect(failed(ask(sound, NOW, { freshUntil: NOW }))).toBe('allowed');
    expect(failed(ask(sound, NOW, { freshUntil: NOW - 1 }))).toBe('RULES_FRESH');
    expect(failed(ask(sound, NOW, { freshUntil: NOW }))).toBe('allowed');
  });

  it('is another for another operation', () => {
    expect(failed(ask(sound, NOW, {}, 'secret', 'Person.secret'))).toBe('NOT_SECRET');
    expect(failed(ask(sound))).toBe('allowed');
  });

  it('makes room for new ones, the longest unasked first', () => {
    const askSmall = askingOne(2);
    const [first, second] = [askSmall('1'), askSmall('2')];
    expect(askSmall('1')).toBe(first);
    askSmall('3');
    expect(askSmall('1')).toBe(first);
    expect(askSmall('2')).not.toBe(second);
  });

  it('takes up more room where it is about many fields: fewer others are remembered beside it', () => {
    const fields = unknownFields(40);
    const askSmall = askingOne(4);
    const large = askSmall('large', fields);
    const few = askSmall('few');
    for (const operation of ['1', '2']) askSmall(operation, fields);
    expect(askSmall('few')).toBe(few);
    expect(askSmall('large', fields)).not.toBe(large);
  });

  it('is told, and not remembered, where it is about more fields than all may be together', () => {
    const fields = unknownFields(200);
    const askSmall = askingOne(2);
    const large = askSmall('large', fields);
    expect(large.refusals).toHaveLength(200);
    expect(askSmall('large', fields)).not.toBe(large);
    expect(askSmall('few')).toBe(askSmall('few'));
  });
});
