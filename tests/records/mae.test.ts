import { describe, expect, it } from '@jest/globals';
import { legalToday } from '@lienthong/shared';
import { isGeohash } from '@lienthong/shared/identifiers/geohash';
import { holdersOf } from '../../subgraphs/mae/land-holders.ts';
import { valueBandOf } from '../../subgraphs/mae/value-band.ts';
import { agency, asking, owner, refusedTo } from './agency-alone.ts';
import { synthetic } from './synthetic.ts';

const parcels = synthetic('mae/LandParcel');
const poor = synthetic('mae/PoorHousehold');

describe('What a parcel is worth', () => {
  it.each([
    [0, 'UNDER_1'],
    [999_999_999, 'UNDER_1'],
    [1_000_000_000, 'FROM_1_TO_5'],
    [4_999_999_999, 'FROM_1_TO_5'],
    [5_000_000_000, 'FROM_5_TO_20'],
    [19_999_999_999, 'FROM_5_TO_20'],
    [20_000_000_000, 'FROM_20'],
  ])('is told of %i đồng as %s', (dong, band) => {
    expect(valueBandOf(dong)).toBe(band);
  });
});

describe('Who holds more than so many parcels', () => {
  const held = (ownerId: string) => ({ ownerId, province: '01', commune: '00004' });
  const some = ['b', 'a', 'b', 'c', 'a'].map(held);

  it.each([
    [-1, ['a', 'b', 'c']],
    [0, ['a', 'b', 'c']],
    [1, ['a', 'b']],
    [2, []],
  ])('is, with %i, %j', (moreThan, expected) => {
    expect(holdersOf(some, moreThan).map(({ personalId }) => personalId)).toEqual(expected);
  });

  it('is nobody where there is no parcel', () => {
    expect(holdersOf([], 0)).toEqual([]);
  });
});

describe('The land register', () => {
  const { ask, refer } = agency('mae');
  const FIELDS =
    'id cadastralNumber commune area landUse owner { personalId } certificateNumber registeredOn';
  const shown = parcels.map(({ province: _, ownerId, priceReference: __, updatedOn: ___, ...row }) => ({
    ...row,
    owner: { personalId: ownerId },
  }));

  it('finds every parcel by its identifier, which is a geohash, and by its number on the map', async () => {
    expect(parcels.filter(({ id }) => !isGeohash(id))).toEqual([]);
    expect(
      await refer(
        'LandParcel',
        FIELDS,
        parcels.map(({ id }) => ({ id })),
      ),
    ).toEqual(shown);
    const [{ id, cadastralNumber }] = parcels as [(typeof parcels)[number]];
    expect(
      await ask(
        `query ($id: ID!, $number: ID!) {
           landParcel(id: $id) { ${FIELDS} }
           landParcelByNumber(cadastralNumber: $number) { ${FIELDS} }
           none: landParcel(id: "w356hh000000") { id }
         }`,
        { id, number: cadastralNumber },
      ),
    ).toEqual({ landParcel: shown[0], landParcelByNumber: shown[0], none: null });
  });

  it('values a parcel by the line of the price table it names', async () => {
    const { id, area, priceReference } = parcels[0]!;
    const price = synthetic('mae/LandPrice').find(({ reference }) => reference === priceReference)!;
    expect(
      await ask(
        'query ($id: ID!) { landParcel(id: $id) { priceTable { reference perSquareMetre } valueBand } }',
        {
          id,
        },
      ),
    ).toEqual({
      landParcel: {
        priceTable: { reference: priceReference, perSquareMetre: price.perSquareMetre },
        valueBand: valueBandOf(area * price.perSquareMetre),
      },
    });
  });

  it('knows all parcels of a person, and no parcel of who holds none', async () => {
    const { ownerId } = parcels.find(({ cadastralNumber }) => cadastralNumber.endsWith('-42'))!;
    const own = parcels.filter((parcel) => parcel.ownerId === ownerId).map(({ id }) => ({ id }));
    expect(own).toHaveLength(3);
    const [holder, other] = await refer('Citizen', 'landParcels { id }', [
      { personalId: ownerId },
      { personalId: '003099999999' },
    ]);
    expect(holder!['landParcels']).toHaveLength(3);
    expect(holder!['landParcels']).toEqual(expect.arrayContaining(own));
    expect(other).toEqual({ landParcels: [] });
  });

  it('counts the holders of a commune', async () => {
    const { commune, ownerId } = parcels.find(({ cadastralNumber }) => cadastralNumber.endsWith('-42'))!;
    expect(
      await ask(
        'query ($commune: ID!) { two: landHolders(commune: $commune, moreThan: 2) { personalId parcels } three: landHolders(commune: $commune, moreThan: 3) { parcels } }',
        { commune },
      ),
    ).toEqual({ two: [{ personalId: ownerId, parcels: 3 }], three: [] });
  });
});

describe('The register of poor households', () => {
  const { refer } = agency('mae');

  it('tells of each member the standing and its year, and of others nothing', async () => {
    const people = [...poor.map(({ citizenId }) => citizenId), '003099999999'];
    expect(new Set(poor.map(({ status }) => status))).toEqual(new Set(['POOR', 'NEAR_POOR']));
    expect(
      await refer(
        'Citizen',
        'poorHousehold { status year }',
        people.map((personalId) => ({ personalId })),
      ),
    ).toEqual([
      ...poor.map(({ status, year }) => ({ poorHousehold: { status, year } })),
      { poorHousehold: null },
    ]);
  });
});

describe('Of land and poverty the ministry shows', () => {
  const { ask, refer } = owner('mae');
  type Parcel = (typeof parcels)[number];
  const [parcel] = parcels as [Parcel];
  const query = 'query ($id: ID!) { landParcel(id: $id) { id area } }';

  describe('a notary the parcel at hand:', () => {
    const [parcel, another] = parcels.filter(({ ownerId }) => ownerId === '003085000051') as [Parcel, Parcel];
    const shown = { data: { landParcel: { id: parcel.id, area: parcel.area } }, codes: [] };
    const hidden = { data: { landParcel: null }, codes: ['ROW_OUT_OF_SCOPE'] };
    it.each([
      ['the one that the case names beside its holder', [parcel.ownerId, parcel.id], shown],
      ['not one that it does not name', [parcel.ownerId], hidden],
      ['not another of the same holder', [parcel.ownerId, another.id], hidden],
      ['not one whose holder it does not name', ['003099999999', parcel.id], hidden],
      [
        'not one that only its number on the map stands for',
        [parcel.ownerId, parcel.cadastralNumber],
        hidden,
      ],
    ])('%s', async (_, named, expected) => {
      expect(await ask(asking('moj', 'land-transfer', named), query, { id: parcel.id })).toEqual(expected);
    });

    it('also by its number on the map', async () => {
      const byNumber = `query ($number: ID!) { landParcelByNumber(cadastralNumber: $number) { id } }`;
      const found = async (number: string) =>
        (await ask(asking('moj', 'land-transfer', [parcel.ownerId, parcel.id]), byNumber, { number })).codes;
      expect(await found(parcel.cadastralNumber)).toEqual([]);
      expect(await found(another.cadastralNumber)).toEqual(['ROW_OUT_OF_SCOPE']);
    });
  });

  it('[RULE-82] a People’s Committee the parcels of its own province, also in bulk', async () => {
    const holders =
      'query ($commune: ID!) { landHolders(commune: $commune, moreThan: 0) { personalId parcels } }';
    const bulk = { commune: parcel.commune };
    const ofIts = asking('ppc', 'land-limit-review', [], '01');
    const ofOther = asking('ppc', 'land-limit-review', [], '52');
    expect((await ask(asking('ppc', 'land-transfer', [], '01'), query, { id: parcel.id })).codes).toEqual([]);
    expect((await ask(asking('ppc', 'land-transfer', [], '52'), query, { id: parcel.id })).codes).toEqual([
      'ROW_OUT_OF_SCOPE',
    ]);
    const { data: held, codes } = await ask(ofIts, holders, bulk);
    const { data: elsewhere } = await ask(ofOther, holders, bulk);
    // The grant to ask in bulk has an end, and this test is run later and later.
    const ended = 'Query.landHolders' in refusedTo('ppc', 'land-limit-review', holders, {}, legalToday());
    expect(codes).toEqual(ended ? ['BYPASS'] : []);
    expect((held?.landHolders.length ?? 0) > 0).toBe(!ended);
    expect(elsewhere?.landHolders).toEqual(ended ? undefined : []);
  });

  it('who decides on assistance the standing of those in the case', async () => {
    const [mine, other] = [
      poor[0]!,
      poor.find(({ householdCode }) => householdCode !== poor[0]!.householdCode)!,
    ];
    const { people, codes } = await refer(
      asking('moh', 'social-assistance', [mine.citizenId]),
      'poorHousehold { status year }',
      [mine.citizenId, other.citizenId],
    );
    expect([people, codes]).toEqual([
      [{ poorHousehold: { status: mine.status, year: mine.year } }, { poorHousehold: null }],
      ['ROW_OUT_OF_SCOPE'],
    ]);
  });
});

describe('What was grown, raised and fed', () => {
  const { ask, refer } = agency('mae');

  it('[RULE-82] [RULE-84] is found by the code of its area, vessel, farm or feed', async () => {
    const areas = synthetic('mae/PlantingArea');
    expect(
      await refer(
        'PlantingArea',
        'code crop commune province area markets status issuedOn',
        areas.map(({ code }) => ({ code })),
      ),
    ).toEqual(areas.map(({ updatedOn: _, ...row }) => row));
    const [vessel] = synthetic('mae/FishingVessel');
    const [farm] = synthetic('mae/AquacultureFarm');
    const [made] = synthetic('mae/DomesticFeed');
    const [consignment] = synthetic('mae/FeedImport');
    expect(
      await ask(
        `query ($vessel: ID!, $farm: ID!, $made: ID!, $consignment: ID!) {
           fishingVessel(number: $vessel) { owner { personalId } length licenceValidTo }
           aquacultureFarm(code: $farm) { species commune area }
           domesticFeed(code: $made) { name producer { taxCode } }
           feedImport(number: $consignment) { feed { code madeIn } importer { taxCode } passed }
         }`,
        { vessel: vessel!.number, farm: farm!.code, made: made!.code, consignment: consignment!.number },
      ),
    ).toEqual({
      fishingVessel: {
        owner: { personalId: vessel!.ownerId },
        length: vessel!.length,
        licenceValidTo: vessel!.licenceValidTo,
      },
      aquacultureFarm: { species: farm!.species, commune: farm!.commune, area: farm!.area },
      domesticFeed: { name: made!.name, producer: { taxCode: made!.producerTaxCode } },
      feedImport: {
        feed: { code: consignment!.feedCode, madeIn: 'BR' },
        importer: { taxCode: consignment!.importerTaxCode },
        passed: consignment!.passed,
      },
    });
  });

  it('was never older than its code', () => {
    expect(synthetic('mae/PlantingArea').filter(({ issuedOn, updatedOn }) => updatedOn < issuedOn)).toEqual(
      [],
    );
  });

  it('is told apart from what may no longer be used', async () => {
    expect(
      await ask(
        `{ banned: pesticide(activeIngredient: "Paraquat") { permitted removedBy }
           permitted: pesticide(activeIngredient: "Abamectin") { permitted removedBy }
           unknown: pesticide(activeIngredient: "Mẫu") { permitted }
           rice: plantVarieties(crop: "RICE") { name } }`,
      ),
    ).toEqual({
      banned: { permitted: false, removedBy: '278/QĐ-BNN-BVTV (08/02/2017)' },
      permitted: { permitted: true, removedBy: null },
      unknown: null,
      rice: expect.arrayContaining([{ name: 'ST25' }]),
    });
  });
});

describe('Of land the rules refuse', () => {
  const parcel = (fields: string) => `{ landParcel(id: "") { ${fields} } }`;
  const HOLDERS = '{ landHolders(commune: "", moreThan: 3) { personalId parcels } }';
  const ASSETS = '{ citizen(personalId: "") { landParcels { id landUse valueBand registeredOn } } }';
  const everyFieldOf = (reason: string, ...coordinates: readonly string[]) =>
    Object.fromEntries(coordinates.map((coordinate) => [coordinate, reason]));
  const CORE = ['Query.landHolders', 'LandHolder.personalId', 'LandHolder.parcels'];

  it('a notary nothing of the parcel at hand, but all parcels of its holder', () => {
    expect(
      refusedTo(
        'moj',
        'land-transfer',
        parcel('id area landUse certificateNumber priceTable { perSquareMetre }'),
      ),
    ).toEqual({});
    expect(
      refusedTo('moj', 'land-transfer', parcel('id owner { landParcels { id } }'))['Citizen.landParcels'],
    ).toBe('EXCESS_FIELDS');
  });

  it.each([
    ['nothing, to a People’s Committee under a risk assessment', 'ppc', {}, '2026-11-24', {}],
    [
      'all of it, to the same without a decision',
      'ppc',
      { decisionNumber: undefined },
      '2026-11-24',
      everyFieldOf('NO_LEGAL_BASIS', ...CORE),
    ],
    [
      'all of it, to the tax office, whose risk assessment ran out',
      'mof',
      {},
      '2026-10-01',
      everyFieldOf('CORE_DATA_LIMIT', ...CORE),
    ],
    ['nothing, to the tax office while it held', 'mof', {}, '2026-09-30', {}],
  ])('of who holds more than so many parcels %s', (_, agency_, without, day, refused) => {
    expect(refusedTo(agency_, 'land-limit-review', HOLDERS, without, day)).toEqual(refused);
  });

  it('what a person holds, to inspectors without two who approved', () => {
    const two = refusedTo('gov-inspectorate', 'asset-verification', ASSETS);
    const one = refusedTo('gov-inspectorate', 'asset-verification', ASSETS, { approvedBy: ['CB-1'] });
    expect(two['LandParcel.valueBand']).toBeUndefined();
    expect(one).toMatchObject({
      'Citizen.landParcels': 'NO_LEGAL_BASIS',
      'LandParcel.valueBand': 'NO_LEGAL_BASIS',
    });
  });
});
