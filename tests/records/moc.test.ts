import { describe, expect, it } from '@jest/globals';
import { isoDay, legalDay } from '@lienthong/shared';
import type { ConstructionProject, HousingProject } from '../../subgraphs/moc/building.ts';
import { inspectionValidTo } from '../../subgraphs/moc/inspection-valid-to.ts';
import type { InspectionCertificate } from '../../subgraphs/moc/inspection.ts';
import type { SeafarerCertificate, Ship } from '../../subgraphs/moc/transport.ts';
import type { Vehicle } from '../../subgraphs/mps/roads.ts';
import { agency, asking, owner } from './agency-alone.ts';
import { textOf } from './synthetic.ts';

const DAY = '2026-11-24';
/** Owners go by the clock. */
const today = isoDay(legalDay(Date.now()));
const rows = <Row>(file: string) => JSON.parse(textOf(file)) as Row[];
const certificates = rows<InspectionCertificate>('moc/InspectionCertificate');
const vehicles = rows<Vehicle>('mps/Vehicle');

describe('The inspection of a vehicle is valid to', () => {
  const passed = (inspectedOn: string, validTo: string) => ({ inspectedOn, validTo });

  it.each([
    ['no day, where it never passed one', [], null],
    ['the day its certificate says, from its first day', [passed(DAY, '2027-11-24')], '2027-11-24'],
    ['no day yet, the day before', [passed('2026-11-25', '2027-11-25')], null],
    ['a day that is over, where it is', [passed('2024-01-01', '2025-01-01')], '2025-01-01'],
    [
      'the day of the latest, though an earlier one ran longer',
      [passed('2023-01-01', '2027-01-01'), passed('2026-01-01', '2026-07-01')],
      '2026-07-01',
    ],
  ])('%s', (_, held, expected) => {
    expect(inspectionValidTo(held, DAY)).toBe(expected);
  });
});

describe('The registers of construction and transport', () => {
  const { ask, refer } = agency('moc');

  it('know the inspection of every car, that one is overdue, and none of a motorcycle', async () => {
    const answers = await refer(
      'Vehicle',
      'inspectionValidTo inspected',
      vehicles.map(({ plate }) => ({ plate })),
    );
    const validTo = new Map(certificates.map((certificate) => [certificate.plate, certificate.validTo]));
    expect(vehicles.filter(({ kind, plate }) => (kind === 'CAR') !== validTo.has(plate))).toEqual([]);
    expect(answers).toEqual(
      vehicles.map(({ plate }) => ({
        inspectionValidTo: validTo.get(plate) ?? null,
        inspected: (validTo.get(plate) ?? '') >= today,
      })),
    );
    const overdue = vehicles.find(({ plate }) => (validTo.get(plate) ?? DAY) < DAY);
    expect(overdue?.plate).toBe('13A-000.05');
  });

  it('publish airports, stations in their order, prices and regulations', async () => {
    const told = await ask(
      `{ airport(code: "HAN") { icao province } none: airport(code: "XXX") { code }
         railwayStations(line: "HN-SG") { name kilometre }
         urbanWater(province: "01") { year } nowhere: urbanWater(province: "99") { year }
         urbanAreas(province: "01") { name }
         constructionPriceIndices(province: "01") { quarter }
         buildingRegulation(code: "QCVN 06:2022/BXD") { name } }`,
    );
    const stations = told.railwayStations as { name: string; kilometre: number }[];
    expect(told).toMatchObject({
      airport: { icao: 'VVNB', province: '01' },
      none: null,
      urbanWater: [{ year: 2025 }, { year: 2024 }],
      nowhere: [],
      urbanAreas: [{ name: 'Đô thị Mẫu, thành phố Hà Nội' }],
      constructionPriceIndices: ['2026-Q3', '2026-Q2', '2026-Q1'].map((quarter) => ({ quarter })),
      buildingRegulation: { name: 'An toàn cháy cho nhà và công trình' },
    });
    expect([stations[0]!.name, stations.at(-1)!.name]).toEqual(['Hà Nội', 'Sài Gòn']);
    expect(stations.map(({ kilometre }) => kilometre)).toEqual(
      stations.map(({ kilometre }) => kilometre).sort((one, other) => one - other),
    );
  });

  it('[RULE-70] lead from a permit and a ship to the enterprise, and from it to what it may build', async () => {
    const [project] = rows<ConstructionProject>('moc/ConstructionProject') as [ConstructionProject];
    const [ship] = rows<Ship>('moc/Ship') as [Ship];
    expect(
      await ask(
        `query ($permit: ID!, $ship: ID!) {
           constructionProject(permitNumber: $permit) { contractor { taxCode constructionCapability { grade } } }
           ship(registrationNumber: $ship) { owner { taxCode constructionCapability { grade } } }
         }`,
        { permit: project.permitNumber, ship: ship.registrationNumber },
      ),
    ).toEqual({
      constructionProject: {
        contractor: {
          taxCode: project.contractorTaxCode,
          constructionCapability: { grade: expect.any(Number) },
        },
      },
      ship: { owner: { taxCode: ship.ownerTaxCode, constructionCapability: null } },
    });
  });

  it('sell no more homes than there are, and none before it is allowed', () => {
    const wrong = rows<HousingProject>('moc/HousingProject').filter(
      ({ homes, sold, saleAllowed }) => sold > homes || (sold > 0 && !saleAllowed),
    );
    expect(wrong).toEqual([]);
  });
});

describe('Of inspections the ministry shows', () => {
  const { ask } = owner('moc');
  const [car] = certificates as [InspectionCertificate];
  const of = (plate: string) => ({ of: [{ __typename: 'Vehicle', plate }] });
  const entities = (fields: string) =>
    `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Vehicle { ${fields} } } }`;
  const meant = (fields: string) => `{ vehicle(plate: "") { ${fields} } }`;

  it('the police until when, of the vehicle in the case alone', async () => {
    const caller = asking('mps', 'driving-licence-status', [car.plate]);
    const fields = 'inspectionValidTo';
    expect(await ask(caller, entities(fields), of(car.plate), meant(fields))).toEqual({
      data: { _entities: [{ inspectionValidTo: car.validTo }] },
      codes: [],
    });
    expect(await ask(caller, entities(fields), of('13A-000.99'), meant(fields))).toEqual({
      data: { _entities: [{ inspectionValidTo: null }] },
      codes: ['ROW_OUT_OF_SCOPE'],
    });
  });

  it('an insurer yes or no, and not until when, even past the gateway', async () => {
    const caller = asking('mof', 'motor-insurance', [car.plate]);
    expect(await ask(caller, entities('inspected'), of(car.plate), meant('inspected'))).toEqual({
      data: { _entities: [{ inspected: car.validTo >= today }] },
      codes: [],
    });
    const more = 'inspectionValidTo';
    expect((await ask(caller, entities(more), of(car.plate), meant(more))).codes).toEqual(['BYPASS']);
  });

  it('who is a seafarer to nobody else', async () => {
    const [seafarer] = rows<SeafarerCertificate>('moc/SeafarerCertificate');
    const query =
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Citizen { seafarerCertificate { rank } } } }';
    const caller = asking('mps', 'driving-licence-status', [seafarer?.citizenId ?? '003099999999']);
    const variables = { of: [{ __typename: 'Citizen', personalId: caller.case!.subjects[0] }] };
    const meantAs = '{ citizen(personalId: "") { seafarerCertificate { rank } } }';
    expect((await ask(caller, query, variables, meantAs)).codes).toEqual(['BYPASS']);
  });
});
