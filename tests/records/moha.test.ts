import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { inForce, legalToday } from '@lienthong/shared';
import { allowancesOn } from '../../subgraphs/moha/allowances.ts';
import { dayAfter, unitAt } from '../../subgraphs/moha/unit-at.ts';
import { agency, asking, owner } from './agency-alone.ts';
import { synthetic } from './synthetic.ts';

const reference = (entity: string) =>
  JSON.parse(
    readFileSync(new URL(`../../seeds/reference/moha/${entity}.json`, import.meta.url), 'utf8'),
  ) as Record<string, string | null>[];
const units = reference('AdministrativeUnit');
const former = reference('FormerCommune');
const citizens = synthetic('mps/Citizen');
const merits = synthetic('moha/Merit');
const benefits = synthetic('moha/UnemploymentBenefit');
const workers = synthetic('moha/ForeignWorker');
const NOBODY = '003099999999';

describe('What a code stood for on a day', () => {
  const entries = [
    { validFrom: '2004-07-08', validTo: '2025-06-30', name: 'old' },
    { validFrom: '2025-07-01', validTo: '2026-04-29', name: 'merged' },
    { validFrom: '2026-04-30', validTo: null, name: 'city' },
  ];
  it.each([
    ['2004-07-07', undefined],
    ['2004-07-08', 'old'],
    ['2025-06-30', 'old'],
    ['2025-07-01', 'merged'],
    ['2026-04-29', 'merged'],
    ['2026-04-30', 'city'],
    ['2099-12-31', 'city'],
  ])('on %s: %s', (day, name) => {
    expect(unitAt(entries, day)?.name).toBe(name);
  });

  it('is followed the day after, also across a year and a leap day', () => {
    expect(['2025-06-30', '2025-12-31', '2028-02-28', '2028-02-29'].map(dayAfter)).toEqual([
      '2025-07-01',
      '2026-01-01',
      '2028-02-29',
      '2028-03-01',
    ]);
  });
});

describe('The list of administrative units', () => {
  const { ask } = agency('moha');

  it('[RULE-05] has 34 provinces and 3,321 communes since 1 July 2025, each commune in one of them', async () => {
    const { provinces } = (await ask('{ provinces { code communes { code } } }')) as {
      provinces: { code: string; communes: { code: string }[] }[];
    };
    const communes = provinces.flatMap((province) => province.communes.map(({ code }) => code));
    expect([provinces.length, communes.length, new Set(communes).size]).toEqual([34, 3_321, 3_321]);
  });

  it('had 63 provinces the day before', async () => {
    const { provinces } = await ask('{ provinces(at: "2025-06-30") { code communes { code } } }');
    expect(provinces).toHaveLength(63);
    expect(new Set((provinces as { communes: unknown[] }[]).map(({ communes }) => communes.length))).toEqual(
      new Set([0]),
    );
  });

  it('follows a province through merger and elevation, forwards and backwards', async () => {
    const { hagiang, dongnai, city, none } = await ask(`{
      hagiang: administrativeUnit(code: "02", at: "2025-06-30") { name successor { code name predecessors { name } } }
      dongnai: administrativeUnit(code: "75", at: "2025-06-30") { name successor { name successor { name validTo } } }
      city: administrativeUnit(code: "75") { name history { name validFrom } }
      none: administrativeUnit(code: "02") { name }
    }`);
    expect(hagiang).toEqual({
      name: 'tỉnh Hà Giang',
      successor: {
        code: '08',
        name: 'tỉnh Tuyên Quang',
        predecessors: [{ name: 'tỉnh Hà Giang' }, { name: 'tỉnh Tuyên Quang' }],
      },
    });
    expect(dongnai).toEqual({
      name: 'tỉnh Đồng Nai',
      successor: { name: 'tỉnh Đồng Nai', successor: { name: 'thành phố Đồng Nai', validTo: null } },
    });
    expect(city).toEqual({
      name: 'thành phố Đồng Nai',
      history: [
        { name: 'tỉnh Đồng Nai', validFrom: '2004-07-08' },
        { name: 'tỉnh Đồng Nai', validFrom: '2025-07-01' },
        { name: 'thành phố Đồng Nai', validFrom: '2026-04-30' },
      ],
    });
    expect(none).toBeNull();
  });

  it('leads from every commune of before 1 July 2025 to one of today, and back', async () => {
    const byCode = new Set(units.map(({ code }) => code));
    expect(former.filter(({ mergedInto }) => !byCode.has(mergedInto))).toEqual([]);
    const [{ code, mergedInto, name }] = former as [(typeof former)[number]];
    const { formerCommune } = (await ask(
      'query ($code: ID!) { formerCommune(code: $code) { name province { name } mergedInto { code parent { code } formerCommunes { code } } } }',
      { code },
    )) as { formerCommune: { mergedInto: { formerCommunes: { code: string }[] } } };
    expect(formerCommune).toMatchObject({
      name,
      province: { name: 'thành phố Hà Nội' },
      mergedInto: { code: mergedInto, parent: { code: '01' } },
    });
    expect(formerCommune.mergedInto.formerCommunes.map(({ code: of }) => of)).toEqual(
      former.filter((each) => each['mergedInto'] === mergedInto).map(({ code: of }) => of),
    );
  });
});

describe('What a person receives', () => {
  const merit = (category: string) => ({ citizenId: 'a', category, decidedOn: '2010-01-01' });
  const benefit = (paidFrom: string, paidTo: string) => ({ citizenId: 'a', paidFrom, paidTo });
  it.each([
    ['nothing', [], [], []],
    ['for merit, without an end', [merit('WAR_INVALID')], [], ['MERIT']],
    ['nothing as the child of who earned it', [merit('CHILD')], [], []],
    ['for unemployment, on the last day', [], [benefit('2026-08-01', '2026-11-24')], ['UNEMPLOYMENT']],
    ['nothing the day after', [], [benefit('2026-08-01', '2026-11-23')], []],
    ['nothing before the first day', [], [benefit('2026-11-25', '2027-02-01')], []],
    ['for both', [merit('RESISTANCE')], [benefit('2026-08-01', '2027-01-31')], ['MERIT', 'UNEMPLOYMENT']],
  ])('is %s', (_, of, paid, expected) => {
    expect(allowancesOn('2026-11-24', of, paid).map(({ kind }) => kind)).toEqual(expected);
  });
});

describe('The registers of labour, merit and office', () => {
  const { ask, refer } = agency('moha');
  const everybody = [...citizens.map(({ personalId }) => ({ personalId })), { personalId: NOBODY }];

  it('say of everybody whether they are merited, an official, at work', async () => {
    const of = <Row extends { citizenId: string }>(rows: readonly Row[]) =>
      new Set(rows.map(({ citizenId }) => citizenId));
    const working = new Map(
      synthetic('moha/Employment')
        .filter(({ until }) => until === null)
        .map(({ citizenId, since }) => [citizenId, { since }]),
    );
    const [merited, officials] = [of(merits), of(synthetic('moha/Office'))];
    expect(await refer('Citizen', 'isMerited isOfficial employment { since }', everybody)).toEqual(
      everybody.map(({ personalId }) => ({
        isMerited: merited.has(personalId),
        isOfficial: officials.has(personalId),
        employment: working.get(personalId) ?? null,
      })),
    );
    expect([merited.size, officials.size, working.size].every((size) => size > 0)).toBe(true);
  });

  it('say what a person receives, of one kind or of any', async () => {
    const honoured = merits.find(({ category }) => category !== 'CHILD')!;
    const child = merits.find(({ category }) => category === 'CHILD')!;
    const unemployed = benefits.find(({ paidTo }) => paidTo > '2026-12-31')!;
    // The records stand still, and this test is run later and later.
    const paid = inForce({ from: unemployed.paidFrom, to: unemployed.paidTo }, legalToday());
    const people = [honoured, child, unemployed].map(({ citizenId }) => ({ personalId: citizenId }));
    expect(
      await refer(
        'Citizen',
        'any: receivesAllowance merit: receivesAllowance(kind: MERIT) work: receivesAllowance(kind: UNEMPLOYMENT) allowances { kind }',
        people,
      ),
    ).toEqual([
      { any: true, merit: true, work: false, allowances: [{ kind: 'MERIT' }] },
      { any: false, merit: false, work: false, allowances: [] },
      { any: paid, merit: false, work: paid, allowances: paid ? [{ kind: 'UNEMPLOYMENT' }] : [] },
    ]);
  });

  it('count the foreigners whose permit holds, and find each by it', async () => {
    const [{ employerTaxCode, permitNumber, fullName }] = workers as [(typeof workers)[number]];
    const employed = workers.filter((worker) => worker.employerTaxCode === employerTaxCode);
    // The records stand still, and this test is run later and later.
    const holding = employed.filter(({ permitValidFrom, permitValidTo }) =>
      inForce({ from: permitValidFrom, to: permitValidTo }, legalToday()),
    );
    expect(
      await refer('Organization', 'foreignWorkersEmployed foreignWorkers { permitNumber }', [
        { taxCode: employerTaxCode },
      ]),
    ).toEqual([
      {
        foreignWorkersEmployed: holding.length,
        foreignWorkers: employed.map((worker) => ({ permitNumber: worker.permitNumber })),
      },
    ]);
    expect(
      await ask('query ($of: ID!) { foreignWorker(permitNumber: $of) { fullName employer { taxCode } } }', {
        of: permitNumber,
      }),
    ).toEqual({ foreignWorker: { fullName, employer: { taxCode: employerTaxCode } } });
  });

  it('agree with social insurance on who works for whom', () => {
    const told = (rows: readonly { citizenId: string; employerTaxCode: string | null }[]) =>
      rows.map(({ citizenId, employerTaxCode }) => `${citizenId} ${employerTaxCode}`).sort();
    expect(told(synthetic('moha/Employment').filter(({ until }) => until === null))).toEqual(
      told(synthetic('mof/Contribution').filter(({ paidTo }) => paidTo === null)),
    );
  });
});

describe('Of labour and merit the ministry shows', () => {
  const { ask, refer } = owner('moha');
  const { citizenId } = merits.find(({ category }) => category !== 'CHILD')!;

  it('the tax office the foreign workers of an employer it names', async () => {
    const [{ employerTaxCode }] = workers as [(typeof workers)[number]];
    const { data, codes } = await ask(
      asking('mof', 'foreign-worker-tax', []),
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Organization { foreignWorkers { fullName nationality passportNumber permitNumber permitValidTo } } } }',
      { of: [{ __typename: 'Organization', taxCode: employerTaxCode }] },
      '{ organization(taxCode: "") { foreignWorkers { fullName nationality passportNumber permitNumber permitValidTo } } }',
    );
    expect(codes).toEqual([]);
    expect(data._entities[0].foreignWorkers).toHaveLength(2);
  });

  it('who decides on assistance whether there is another allowance, of those in the case', async () => {
    expect(
      await refer(asking('moh', 'social-assistance', [citizenId]), 'receivesAllowance allowances { kind }', [
        citizenId,
        NOBODY,
      ]),
    ).toEqual({
      people: [
        { receivesAllowance: true, allowances: [{ kind: 'MERIT' }] },
        { receivesAllowance: null, allowances: null },
      ],
      codes: ['ROW_OUT_OF_SCOPE', 'ROW_OUT_OF_SCOPE'],
    });
  });
});
