import { describe, expect, it } from '@jest/globals';
import { createOwnRules } from '@lienthong/shared/access/own-rules';
import type { AgencyCaller, Grant } from '@lienthong/shared/policy/types';
import { openSharing } from '@lienthong/shared/rule-files';
import { lawOfTest, register, sharingFile } from './fixtures/register/subgraph.ts';

const rules = (shared = true) =>
  createOwnRules('register', register.typeDefs, lawOfTest(), shared ? openSharing(sharingFile) : null);

const NOON = Date.parse('2026-11-02T12:00:00+07:00');
const clinic: AgencyCaller = { kind: 'agency', agency: 'moh', purpose: 'everybody' };
const said = (own: ReturnType<typeof rules>, coordinate: string, caller: AgencyCaller = clinic): unknown => {
  const { decide } = own.current();
  const id = `${coordinate} of a test`;
  const verdict = decide(id, { caller, coordinates: [coordinate] }, NOON).verdicts.get(coordinate)!;
  return verdict.allowed ? verdict.grant : verdict.reason;
};

describe('An owner’s own rules', () => {
  it.each([
    ['what it shares', 'Person.name', clinic, 'everybody'],
    [
      'for nothing but the purpose',
      'Person.name',
      { ...clinic, purpose: 'land-transfer' },
      'PURPOSE_MISMATCH',
    ],
    ['with nobody else', 'Person.name', { ...clinic, agency: 'mof' }, 'NO_GRANT'],
    ['never what it forbids', 'Person.file', clinic, 'FORBIDDEN'],
  ] as const)('say %s', (_, coordinate, caller, expected) => {
    expect(said(rules(), coordinate, caller)).toBe(expected);
  });

  it('[RULE-73] share nothing but what is open where there is no file', () => {
    expect(said(rules(false), 'Person.name')).toBe('NO_GRANT');
    expect(said(rules(false), 'Query.openingHours')).toBeNull();
  });

  const agreed: Grant = {
    ...rules().written.grants.find(({ id }) => id === 'everybody')!,
    id: 'agreed-later',
    grantee: 'mof',
  };

  it('take in what was agreed since, and let it go again', () => {
    const own = rules();
    const mof = { ...clinic, agency: 'mof' };
    own.setAgreements([agreed]);
    expect([said(own, 'Person.name', mof), said(own, 'Person.name')]).toEqual(['agreed-later', 'everybody']);
    own.setAgreements([{ ...agreed, status: 'SUSPENDED' }]);
    expect(said(own, 'Person.name', mof)).toBe('SUSPENDED');
    own.setAgreements([]);
    expect(said(own, 'Person.name', mof)).toBe('NO_GRANT');
  });

  it('keep what is written as it is written', () => {
    const own = rules();
    const idsOf = (grants: readonly { readonly id: string }[]): string[] => grants.map(({ id }) => id).sort();
    const written = idsOf(own.written.grants);
    own.setAgreements([agreed]);
    expect(idsOf(own.written.grants)).toEqual(written);
    expect(idsOf(own.current().compiled.grants)).toEqual([...written, agreed.id].sort());
    own.setAgreements([]);
    expect(idsOf(own.current().compiled.grants)).toEqual(written);
  });
});
