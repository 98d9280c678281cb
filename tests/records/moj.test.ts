import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { InvalidDay, recidivismAt } from '../../subgraphs/moj/recidivism.ts';
import { openRules } from '../../scripts/rules/open-rules.ts';
import { agency, asking, owner } from './agency-alone.ts';
import { synthetic } from './synthetic.ts';

const sanctions = synthetic('moj/Sanction');
const parcels = synthetic('mae/LandParcel');
const securities = synthetic('moj/SecuredTransaction');
const enforcements = synthetic('moj/JudgmentEnforcement');

describe('A violation is a repetition', () => {
  const fine = {
    decisionNumber: 'XP-1',
    kind: 'FINE',
    decidedOn: '2025-03-01',
    completedOn: '2025-03-10',
  };
  const warning = { ...fine, kind: 'WARNING' };
  const unpaid = { ...fine, completedOn: null };

  it.each([
    ['of nothing, where nothing was sanctioned', '2025-06-01', [], null],
    ['not on the day of the decision itself', '2025-03-01', [fine], null],
    ['from the day after it, before it is carried out', '2025-03-02', [fine], 'XP-1'],
    ['a year after a fine was paid, to the day', '2026-03-10', [fine], 'XP-1'],
    ['not a day later', '2026-03-11', [fine], null],
    ['six months after a warning was carried out, to the day', '2025-09-10', [warning], 'XP-1'],
    ['not a day later, for a warning', '2025-09-11', [warning], null],
    ['not before anything was decided', '2024-01-01', [fine], null],
    ['while a fine is not paid', '2025-12-31', [unpaid], 'XP-1'],
    ['a year after an unpaid fine lapsed, to the day', '2027-03-01', [unpaid], 'XP-1'],
    ['not a day after that', '2027-03-02', [unpaid], null],
    [
      'until the end of a month that is shorter',
      '2025-02-28',
      [{ ...warning, decidedOn: '2024-08-01', completedOn: '2024-08-31' }],
      'XP-1',
    ],
    [
      'not on the day after that month',
      '2025-03-01',
      [{ ...warning, decidedOn: '2024-08-01', completedOn: '2024-08-31' }],
      null,
    ],
    [
      'until 28 February after a leap day',
      '2025-02-28',
      [{ ...fine, decidedOn: '2024-02-01', completedOn: '2024-02-29' }],
      'XP-1',
    ],
    [
      'not on 1 March after a leap day',
      '2025-03-01',
      [{ ...fine, decidedOn: '2024-02-01', completedOn: '2024-02-29' }],
      null,
    ],
    [
      'of the sanction that weighs longest',
      '2025-06-01',
      [fine, { ...fine, decisionNumber: 'XP-2', completedOn: '2025-05-01' }],
      'XP-2',
    ],
  ])('[RULE-80] %s: %s', (_, at, earlier, decisionNumber) => {
    expect(recidivismAt(at, earlier)).toEqual({
      answer: decisionNumber !== null,
      decisionNumber,
      decidedOn: decisionNumber && (earlier[0]?.decidedOn ?? null),
    });
  });

  it.each(['', '2026', '2026-02-29', '26-01-01', '2026-11-01T00:00:00Z', '2026-13-01'])(
    'never on what is no day: %j',
    (at) => {
      expect(() => recidivismAt(at, [fine])).toThrow(InvalidDay);
    },
  );
});

const AT = '2026-11-01';
const REPEATED = 'isRecidivist(provision: $provision, at: $at) { answer decisionNumber decidedOn }';

describe('The register of sanctions', () => {
  const { ask, refer } = agency('moj');
  const [first] = sanctions.filter(({ decisionNumber }) => decisionNumber === 'XP-2026-920');
  const COUNTERFEIT = '98/2020/NĐ-CP-11-1';

  it('tells of who sold counterfeit goods twice within a year, and not of who did long ago or did something else', async () => {
    const mother = first!.citizenId!;
    const [father] = sanctions.filter(({ decisionNumber }) => decisionNumber.endsWith('-912'));
    const fields = (provision: string) =>
      `isRecidivist(provision: "${provision}", at: "${AT}") { answer decisionNumber decidedOn }`;
    const none = { answer: false, decisionNumber: null, decidedOn: null };
    const people = [mother, father!.citizenId!, '003099999999'].map((personalId) => ({ personalId }));
    expect(await refer('Citizen', fields(COUNTERFEIT), people)).toEqual([
      { isRecidivist: { answer: true, decisionNumber: 'XP-2026-921', decidedOn: '2026-10-07' } },
      { isRecidivist: none },
      { isRecidivist: none },
    ]);
    expect(await refer('Citizen', fields('144/2021/NĐ-CP-7-1'), people)).toEqual(
      people.map(() => ({ isRecidivist: none })),
    );
  });

  it('tells the same of an enterprise, by its tax code', async () => {
    const { taxCode, decisionNumber, decidedOn } = sanctions.find(({ taxCode }) => taxCode !== null)!;
    expect(
      await refer(
        'Organization',
        `isRecidivist(provision: "${COUNTERFEIT}", at: "${AT}") { answer decisionNumber decidedOn }`,
        [{ taxCode }, { taxCode: '0100000000' }],
      ),
    ).toEqual([
      { isRecidivist: { answer: true, decisionNumber, decidedOn } },
      { isRecidivist: { answer: false, decisionNumber: null, decidedOn: null } },
    ]);
  });

  it('finds every sanction by its decision, and names who was sanctioned by their key alone', async () => {
    const FIELDS =
      'decisionNumber citizen { personalId } organization { taxCode } provision kind amount decidedOn completedOn contributedBy';
    expect(
      await refer(
        'Sanction',
        FIELDS,
        sanctions.map(({ decisionNumber }) => ({ decisionNumber })),
      ),
    ).toEqual(
      sanctions.map(({ citizenId, taxCode, updatedOn: _, ...row }) => ({
        ...row,
        citizen: citizenId && { personalId: citizenId },
        organization: taxCode && { taxCode },
      })),
    );
    expect(await ask('{ sanction(decisionNumber: "XP-1900-1") { kind } }')).toEqual({ sanction: null });
  });
});

describe('Of sanctions the ministry shows', () => {
  const { ask, refer } = owner('moj');
  const mother = sanctions.find(({ decisionNumber }) => decisionNumber === 'XP-2026-920')!;
  const fields = REPEATED.replace('$provision', `"${mother.provision}"`).replace('$at', `"${AT}"`);
  const query = 'query ($number: ID!) { sanction(decisionNumber: $number) { provision } }';

  it('[RULE-80] who is about to sanction whether it is a repetition, of those in the case alone', async () => {
    const other = sanctions.find(({ citizenId }) => citizenId !== null && citizenId !== mother.citizenId)!;
    const { people, codes } = await refer(asking('ppc', 'recidivism-check', [mother.citizenId!]), fields, [
      mother.citizenId!,
      other.citizenId!,
    ]);
    expect([people, codes]).toEqual([
      [
        { isRecidivist: { answer: true, decisionNumber: 'XP-2026-921', decidedOn: '2026-10-07' } },
        { isRecidivist: null },
      ],
      ['ROW_OUT_OF_SCOPE'],
    ]);
  });

  it('each agency what it reported, and not what others did', async () => {
    for (const { decisionNumber, contributedBy, provision } of sanctions.slice(0, 12)) {
      const own = await ask(asking(contributedBy, 'sanction-reporting', []), query, {
        number: decisionNumber,
      });
      expect(own).toEqual({ data: { sanction: { provision } }, codes: [] });
      const stranger = contributedBy === 'most' ? 'mcst' : 'most';
      const theirs = await ask(asking(stranger, 'sanction-reporting', []), query, { number: decisionNumber });
      expect(theirs).toEqual({ data: { sanction: null }, codes: ['ROW_OUT_OF_SCOPE'] });
    }
  });
});

describe('Of parcels the ministry tells', () => {
  const { refer } = agency('moj');
  const { ask } = owner('moj');
  const references = parcels.map(({ id, ownerId }) => ({ id, owner: { personalId: ownerId } }));

  it('which are mortgaged and which distrained', async () => {
    const mortgaged = new Set(
      securities.filter(({ releasedOn }) => releasedOn === null).map(({ assetId }) => assetId),
    );
    const distrained = new Set(
      enforcements
        .filter(({ status }) => status === 'OPEN')
        .map(({ distrainedParcelId }) => distrainedParcelId),
    );
    const told = await refer('LandParcel', 'mortgaged inEnforcement', references);
    expect(told).toEqual(
      parcels.map(({ id }) => ({ mortgaged: mortgaged.has(id), inEnforcement: distrained.has(id) })),
    );
    const both = told.flatMap(({ mortgaged, inEnforcement }) => [mortgaged, inEnforcement]);
    expect([told.some((each) => each['mortgaged']), told.some((each) => each['inEnforcement'])]).toEqual([
      true,
      true,
    ]);
    expect(both).toContain(false);
  });

  it('a release frees, and so does the end of an enforcement', async () => {
    const released = securities.filter(
      ({ assetKind, releasedOn }) => assetKind === 'PARCEL' && releasedOn !== null,
    );
    const done = enforcements.filter(({ status }) => status === 'DONE');
    expect([released.length > 0, done.length > 0]).toEqual([true, true]);
    expect(
      await refer(
        'LandParcel',
        'mortgaged',
        released.map(({ assetId }) => ({ id: assetId })),
      ),
    ).toEqual(released.map(() => ({ mortgaged: false })));
    expect(
      await refer(
        'Citizen',
        'inEnforcement',
        done.map(({ obligorId }) => ({ personalId: obligorId })),
      ),
    ).toEqual(done.map(() => ({ inEnforcement: false })));
  });

  it('whoever registers a transfer, where the holder stands in the case, and else not', async () => {
    const [{ id, owner: holder }] = references as [(typeof references)[number]];
    const entities =
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on LandParcel { mortgaged } } }';
    const asked = (...named: string[]) =>
      ask(
        asking('ppc', 'land-transfer', named),
        entities,
        { of: [{ __typename: 'LandParcel', id, owner: holder }] },
        '{ landParcel(id: "") { mortgaged } }',
      );
    expect(await asked(holder.personalId, id)).toEqual({
      data: { _entities: [{ mortgaged: false }] },
      codes: [],
    });
    for (const named of [['003099999999', id], [holder.personalId]])
      expect(await asked(...named)).toEqual({
        data: { _entities: [{ mortgaged: null }] },
        codes: ['ROW_OUT_OF_SCOPE'],
      });
  });
});

describe('The national database of law', () => {
  const { ask } = agency('moj');
  interface Kept {
    readonly number: string;
    readonly validFrom: string;
    readonly validTo: string | null;
    readonly issuedOn: string;
    readonly replacedBy: string | null;
  }
  const documents = JSON.parse(
    readFileSync('seeds/reference/moj/LegalDocument.json', 'utf8'),
  ) as readonly Kept[];

  it('agrees with the acts that grants rest on, where both know a document', () => {
    const { ruleSet } = openRules('.');
    const shortOf = ({ number }: Kept) => number.split('/').slice(0, 2).join('/');
    const known = documents.flatMap((document) => {
      const act = ruleSet.acts.find(({ id }) => id.replace(/^\D+/, '') === shortOf(document));
      return act ? [[document, act] as const] : [];
    });
    expect(known.length).toBeGreaterThan(12);
    for (const [{ number, validFrom, validTo }, act] of known)
      expect([number, validFrom, validTo]).toEqual([number, act.validFrom, act.validTo]);
  });

  it('knows none that was in force before it was issued', () => {
    expect(documents.filter(({ issuedOn, validFrom }) => validFrom < issuedOn)).toEqual([]);
  });

  it('leads from a document to what replaced it and to the one of the Party it carries out', async () => {
    expect(
      await ask(
        '{ old: legalDocument(number: "58/2014/QH13") { validTo replacedBy { number } } resolution: legalDocument(number: "214/NQ-CP") { carriesOut { number } } }',
      ),
    ).toEqual({
      old: { validTo: '2025-06-30', replacedBy: { number: '41/2024/QH15' } },
      resolution: { carriesOut: { number: '57-NQ/TW' } },
    });
  });
});
