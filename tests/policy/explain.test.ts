import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openRules, type OpenedRules } from '../../scripts/rules/open-rules.ts';
import { bestCase } from '@lienthong/shared/policy/best-case';
import { decide } from '@lienthong/shared/policy/decide';
import { diffRules } from '@lienthong/shared/policy/diff';
import { explain, type ExplainedPermit, type ExplainedRefusal } from '@lienthong/shared/policy/explain';
import { compile } from '@lienthong/shared/policy/compile';
import { legalDay, startOfDay } from '@lienthong/shared/policy/legal-day';
import { whatMayRead, whoMayRead } from '@lienthong/shared/policy/readers';
import { assemble } from '@lienthong/shared/policy/rule-set';
import type { Grant } from '@lienthong/shared/policy/types';
import type { TemporaryFolder } from '../support/folder.ts';
import { fixtureState } from './fixture-state.ts';

let folder: TemporaryFolder;
let opened: OpenedRules;
beforeAll(() => {
  folder = fixtureState();
  opened = openRules(folder.path);
});
afterAll(() => folder.remove());

const NOW = startOfDay('2026-11-01');
const explainOne = (
  agency: string | undefined,
  purpose: string | undefined,
  coordinate: string,
  at = NOW,
) => {
  const question = { ...(agency && { agency }), ...(purpose && { purpose }), coordinates: [coordinate] };
  return explain(question, opened.compiled, opened.ruleSet.acts, at).fields[0]!;
};
const refusalOf = (...question: Parameters<typeof explainOne>) => explainOne(...question) as ExplainedRefusal;
const permitOf = (...question: Parameters<typeof explainOne>) => explainOne(...question) as ExplainedPermit;

describe('An explained refusal', () => {
  it('says why, by which law and how sure that is, what failed, what came nearest, and whom to ask', () => {
    expect(
      refusalOf('moet', 'identity-verification', 'Citizen.dateOfBirth', startOfDay('2023-12-31')),
    ).toEqual({
      coordinate: 'Citizen.dateOfBirth',
      allowed: false,
      field: opened.graph.classes.get('Citizen.dateOfBirth'),
      reason: 'NOT_YET_VALID',
      text: {
        vi: expect.stringContaining('chưa có hiệu lực'),
        en: expect.stringContaining('not yet in force'),
      },
      basis: {
        citation: 'D47/2020 Art 38',
        act: expect.objectContaining({ vi: expect.stringContaining('47/2020') }),
        says: expect.objectContaining({ en: 'The sharing agreement of twelve items.' }),
        certainty: 'READ_IN_FULL',
      },
      failed: 'STARTED',
      demands: expect.objectContaining({ en: 'The agreement has begun.' }),
      rule: null,
      nearest: {
        id: 'mps-identity',
        provider: 'mps',
        grantee: 'political-system',
        purpose: 'identity-verification',
        validFrom: '2024-01-01',
        validTo: null,
        lacks: { condition: 'STARTED', reason: 'NOT_YET_VALID', demands: expect.anything() },
      },
      issuers: [],
      howToAsk: expect.objectContaining({ en: expect.stringContaining('Wait') }),
    });
  });

  it.each([
    [
      'who has no agreement is sent to the owner',
      'moj',
      'birth-registration',
      'Citizen.sex',
      'NO_GRANT',
      ['mps'],
    ],
    [
      'who is forbidden is sent to the owner',
      'moj',
      'birth-registration',
      'Citizen.religion',
      'FORBIDDEN',
      ['mps'],
    ],
    [
      'nobody can give a state secret',
      'moj',
      'birth-registration',
      'Citizen.operationalFile',
      'STATE_SECRET',
      [],
    ],
    ['nobody can give an unknown field', 'moj', 'birth-registration', 'Citizen.nothing', 'UNCLASSIFIED', []],
    ['an anonymous caller is told to say who it is', undefined, undefined, 'Citizen.sex', 'NO_GRANT', []],
  ])('%s', (_, agency, purpose, coordinate, reason, issuers) => {
    expect(refusalOf(agency, purpose, coordinate)).toMatchObject({ reason, issuers });
  });

  it('is no surer of a law than of the article it names', () => {
    const at = (day: string) => refusalOf('moh', 'emergency-care', 'Citizen.sex', startOfDay(day)).basis;
    expect(at('2025-12-31')).toMatchObject({ citation: 'D13/2023 Art 3', certainty: 'GENERAL_HIGH' });
    expect(at('2026-01-01')).toMatchObject({ citation: 'PDPL 91/2025 Art 3', certainty: 'READ_IN_FULL' });
  });

  it('names the forbid, and the nearest grant even where another gate closes first', () => {
    expect(refusalOf('moj', 'birth-registration', 'Citizen.religion').rule).toBe('mps-no-religion');
    const excess = refusalOf('moh', 'emergency-care', 'Citizen.sex');
    expect([excess.reason, excess.nearest!.id, excess.nearest!.lacks!.condition]).toEqual([
      'EXCESS_FIELDS',
      'mps-moh-referral',
      'GRANT_PURPOSE',
    ]);
  });
});

describe('An explained permit', () => {
  it('says what a request must bring', () => {
    expect(permitOf('mof', 'health-insurance-claim', 'HealthRecord.claims')).toMatchObject({
      allowed: true,
      permit: { grant: 'moh-mof-claims', rows: 'case' },
      needs: [{ kind: 'CASE' }, { kind: 'SUBJECTS' }, { kind: 'WRITTEN_REQUEST' }, { kind: 'OFFICER' }],
    });
    expect(permitOf('mps', 'birth-registration', 'BirthRegistration.registrarName')).toMatchObject({
      permit: { mask: 'initials' },
      needs: [{ kind: 'PROCEDURE', code: '1.001193' }, { kind: 'CASE' }, { kind: 'SUBJECTS' }],
    });
    expect(permitOf(undefined, undefined, 'Facility.name').needs).toEqual([]);
  });

  it.each([
    ['2025-10-21', 'moj-mps-birth-chain-2020', ['D47/2020 Art 38'], ['READ_IN_FULL']],
    [
      '2025-10-22',
      'moj-mps-birth-chain',
      ['D278/2025 Art 4(2)', 'D194/2025 Art 16(1)'],
      ['SECONDARY', 'READ_IN_FULL'],
    ],
  ])('of %s rests on the law of that day', (day, grant, citations, certainty) => {
    const { permit, basis } = permitOf(
      'mps',
      'birth-registration',
      'BirthRegistration.number',
      startOfDay(day),
    );
    expect(permit.grant).toBe(grant);
    expect(basis.map(({ citation }) => citation)).toEqual(citations);
    expect(basis.map((one) => one.certainty)).toEqual(certainty);
  });
});

describe('Who may read a field', () => {
  const readers = (coordinate: string, at = NOW) =>
    whoMayRead(coordinate, opened.compiled, at).map(({ who, purpose, permit }) => [
      who,
      purpose,
      permit.grant ?? permit.by,
    ]);

  it('of open data is anyone', () => {
    expect(readers('Facility.name')).toEqual([['anyone', null, 'OPEN']]);
  });

  it('of shared personal data is the person, the owner, and who has a grant for a purpose', () => {
    expect(readers('Citizen.sex')).toEqual([
      ['the-person-concerned', null, 'SUBJECT'],
      ['moh', 'health-referral', 'mps-moh-referral'],
      ['mps', null, 'OWN'],
    ]);
    expect(readers('Citizen.sex', startOfDay('2025-08-18')).map(([who]) => who)).toEqual([
      'the-person-concerned',
      'mps',
    ]);
  });

  it('of shared data about nobody is every agency of the political system', () => {
    expect(readers('Facility.code')).toHaveLength(25);
  });

  it('[RULE-24] of a state secret is nobody', () => {
    expect(readers('Citizen.operationalFile')).toEqual([]);
  });

  it('is what an agency may read, seen from the other side', () => {
    const { compiled } = opened;
    for (const agency of ['mof', 'moj', 'mps', 'ndc']) {
      const what = whatMayRead(agency, compiled, NOW).map(
        ({ purpose, permit }) => `${permit.coordinate} ${purpose}`,
      );
      const who = compiled.coordinates.flatMap((coordinate) =>
        whoMayRead(coordinate, compiled, NOW)
          .filter((reader) => reader.who === agency)
          .map(({ purpose }) => `${coordinate} ${purpose}`),
      );
      expect(what.sort()).toEqual(who.sort());
    }
  });
});

describe('What an agency may read', () => {
  it('by grants is what each purpose gives, field by field', () => {
    const { compiled } = opened;
    for (const agency of ['moh', 'moj', 'mps']) {
      const granted = [...compiled.purposes.keys()].flatMap((purpose) => {
        const caller = bestCase(agency, purpose, compiled, legalDay(NOW));
        return compiled.coordinates.flatMap((coordinate) => {
          const verdict = decide({ caller, coordinates: [coordinate] }, compiled, NOW).verdicts.get(
            coordinate,
          );
          return verdict?.allowed && verdict.by === 'GRANT' ? `${coordinate} ${purpose}` : [];
        });
      });
      const told = whatMayRead(agency, compiled, NOW)
        .filter(({ permit }) => permit.by === 'GRANT')
        .map(({ purpose, permit }) => `${permit.coordinate} ${purpose}`);
      expect(told.sort()).toEqual(granted.sort());
      expect(told.length).toBeGreaterThan(0);
    }
  });
});

describe('The difference between two rule sets', () => {
  const changed = (change: (grants: readonly Grant[]) => readonly Grant[]) =>
    compile(assemble({ ...opened.ruleSet, grants: change(opened.ruleSet.grants) }), opened.graph.classes);
  const told = ({ who, purpose, coordinate }: { who: string; purpose: string | null; coordinate: string }) =>
    `${who} ${purpose} ${coordinate}`;

  it('is none between a rule set and itself', () => {
    expect(
      diffRules(
        opened.compiled,
        changed((grants) => [...grants].reverse()),
        [],
        NOW,
      ),
    ).toEqual({
      gained: [],
      lost: [],
      changed: [],
      broken: [],
    });
  });

  it('is who loses what, and the other way round who gains it', () => {
    const without = changed((grants) => grants.filter(({ id }) => id !== 'mps-moh-referral'));
    const { lost, gained } = diffRules(opened.compiled, without, [], NOW);
    expect([lost.map(told), gained]).toEqual([
      ['dateOfBirth', 'fullName', 'personalId', 'sex']
        .map((field) => `moh health-referral Citizen.${field}`)
        .concat('moh health-referral Query.citizen'),
      [],
    ]);
    const back = diffRules(without, opened.compiled, [], NOW);
    expect([back.gained.map(told), back.lost]).toEqual([lost.map(told), []]);
  });

  it('is what is read by other rows or masks', () => {
    const wider = changed((grants) =>
      grants.map((grant) => (grant.id === 'moj-mps-birth-chain' ? { ...grant, mask: {} } : grant)),
    );
    const { changed: found } = diffRules(opened.compiled, wider, [], NOW);
    expect(found.map(({ coordinate, before, after }) => [coordinate, before!.mask, after!.mask])).toEqual([
      ['BirthRegistration.registrarName', 'initials', null],
    ]);
  });

  it('is what becomes open to anyone', () => {
    const classes = new Map(opened.graph.classes);
    classes.set('Facility.code', { ...classes.get('Facility.code')!, sharing: 'OPEN' });
    const { gained, lost } = diffRules(opened.compiled, compile(opened.ruleSet, classes), [], NOW);
    expect(gained.map(told)).toEqual(['anyone null Facility.code']);
    expect(
      lost.every(({ coordinate, before }) => coordinate === 'Facility.code' && before!.by !== 'GRANT'),
    ).toBe(true);
  });

  it('is which registered operations stop working', () => {
    const narrower = changed((grants) =>
      grants.map((grant) =>
        grant.id === 'mps-moh-referral' ? { ...grant, fields: ['Query.citizen', 'Citizen.fullName'] } : grant,
      ),
    );
    const operation = (name: string, coordinates: string[]) => ({
      name,
      agency: 'moh',
      purpose: 'health-referral',
      coordinates,
    });
    const { broken } = diffRules(
      opened.compiled,
      narrower,
      [
        operation('name', ['Query.citizen', 'Citizen.fullName']),
        operation('sex', ['Query.citizen', 'Citizen.sex']),
        operation('never worked', ['Citizen.religion', 'Citizen.sex']),
        { name: 'anybody', coordinates: ['Query.citizen', 'Citizen.sex'] },
      ],
      NOW,
    );
    expect(
      broken.map(({ name, agency, purpose, refusals }) => [
        name,
        agency,
        purpose,
        refusals.map(({ coordinate }) => coordinate),
      ]),
    ).toEqual([
      ['sex', 'moh', 'health-referral', ['Citizen.sex']],
      ['anybody', 'moh', 'health-referral', ['Citizen.sex']],
    ]);
  });
});
