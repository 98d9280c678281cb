import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addMonths } from '../../subgraphs/mps/add-months.ts';
import { pointsOn } from '../../subgraphs/mps/licence-points.ts';
import type { DrivingLicence, TrafficViolation, Vehicle } from '../../subgraphs/mps/roads.ts';
import { hasUnpaidFine } from '../../subgraphs/mps/unpaid-fine.ts';
import { agency, asking, owner } from './agency-alone.ts';
import { synthetic, textOf } from './synthetic.ts';

const DAY = '2026-11-24';
const rows = <Row>(file: string) => JSON.parse(textOf(file)) as Row[];
const licences = rows<DrivingLicence>('mps/DrivingLicence');
const vehicles = rows<Vehicle>('mps/Vehicle');
const violations = rows<TrafficViolation>('mps/TrafficViolation');
const child = synthetic('mps/Citizen').find(({ dateOfBirth }) => dateOfBirth > '2020')!.personalId;

describe('Some months after a day is', () => {
  it.each([
    ['2025-11-24', 12, '2026-11-24'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2023-02-28', 12, '2024-02-28'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2026-12-01', 1, '2027-01-01'],
  ])('of %s, %i on: %s', (day, months, expected) => {
    expect(addMonths(day, months)).toBe(expected);
  });
});

describe('Of a driving licence’s twelve points are left', () => {
  const lost = (points: number, deductedOn: string) => ({ points, deductedOn });

  it.each([
    ['all, where none was deducted', [], null, 12, null],
    ['all, where a fine cost none', [lost(0, '2026-11-01')], null, 12, null],
    ['all, before the deduction', [lost(4, '2026-11-25')], null, 12, null],
    ['less from its very day', [lost(4, DAY)], null, 8, '2027-11-24'],
    ['less to the last day of twelve months', [lost(4, '2025-11-25')], null, 8, '2026-11-25'],
    ['all again after them', [lost(4, '2025-11-24')], null, 12, null],
    ['what two left', [lost(4, '2026-06-01'), lost(2, '2026-01-01')], null, 6, '2027-06-01'],
    [
      'what two left, the first kept from coming back by the second',
      [lost(4, '2025-06-01'), lost(2, '2026-05-31')],
      null,
      6,
      '2027-05-31',
    ],
    [
      'what the second left, where the first had come back',
      [lost(4, '2025-06-01'), lost(2, '2026-06-01')],
      null,
      10,
      '2027-06-01',
    ],
    ['none, where twelve went', [lost(12, '2026-01-01')], null, 0, null],
    ['none, rather than fewer', [lost(10, '2026-01-01'), lost(6, '2026-02-01')], null, 0, null],
    ['none for good, without a test', [lost(12, '2020-01-01')], null, 0, null],
    ['none before the test', [lost(12, '2026-01-01')], '2026-11-25', 0, null],
    ['all from the day of the test', [lost(12, '2026-01-01')], DAY, 12, null],
    ['none, where the test was an earlier one', [lost(12, '2026-01-01')], '2025-01-01', 0, null],
    [
      'what was lost since the test',
      [lost(12, '2026-01-01'), lost(2, '2026-10-01')],
      '2026-08-01',
      10,
      '2027-10-01',
    ],
  ])('%s', (_, deductions, testPassedOn, left, restoredOn) => {
    expect(pointsOn(DAY, deductions, testPassedOn)).toEqual({ left, restoredOn });
  });

  it('from none to twelve, in whatever order the deductions stand, and come back on a day unless all or none are left', () => {
    const deduction = fc.record({
      points: fc.integer({ min: 0, max: 12 }),
      deductedOn: fc
        .date({ min: new Date('2024-01-01'), max: new Date('2026-11-24'), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10)),
    });
    fc.assert(
      fc.property(fc.array(deduction, { maxLength: 8 }), (deductions) => {
        const points = pointsOn(DAY, deductions);
        expect(points.left).toBeGreaterThanOrEqual(0);
        expect(points.left).toBeLessThanOrEqual(12);
        expect(pointsOn(DAY, deductions.toReversed())).toEqual(points);
        expect(points.restoredOn === null).toBe(points.left === 12 || points.left === 0);
      }),
    );
  });
});

describe('A fine is unpaid', () => {
  it.each([
    ['not where there is none', [], false],
    ['not on the last day to pay it', [{ dueOn: DAY, paidOn: null }], false],
    ['from the day after', [{ dueOn: '2026-11-23', paidOn: null }], true],
    ['not where it was paid late', [{ dueOn: '2026-01-01', paidOn: '2026-05-01' }], false],
    [
      'where one of two is',
      [
        { dueOn: '2026-01-01', paidOn: '2026-01-01' },
        { dueOn: '2026-01-01', paidOn: null },
      ],
      true,
    ],
  ])('%s', (_, fines, expected) => {
    expect(hasUnpaidFine(fines, DAY)).toBe(expected);
  });
});

describe('The registers of the road', () => {
  const { ask, refer } = agency('mps');

  it('number licences with twelve digits, and plates by places that are never issued', () => {
    expect(licences.filter(({ number }) => !/^13\d{10}$/.test(number))).toEqual([]);
    expect(
      vehicles.filter(
        ({ plate }) => !/^(13|42|44|45|46|87|91|96)[A-HK-NPS-VXYZ][A-Z]?-\d{3}\.\d{2}$/.test(plate),
      ),
    ).toEqual([]);
  });

  it('tell of everybody whether a fine is unpaid, and of nobody without a licence its points', async () => {
    const people = [...licences.map(({ holderId }) => holderId), child];
    const unpaid = new Set(
      violations.filter(({ paidOn }) => paidOn === null).map(({ offenderId }) => offenderId),
    );
    expect(unpaid.size).toBeGreaterThan(0);
    const answers = await refer(
      'Citizen',
      'hasUnpaidFine drivingLicence { pointsLeft }',
      people.map((personalId) => ({ personalId })),
    );
    expect(answers.map(({ hasUnpaidFine: answer }) => answer)).toEqual(people.map((id) => unpaid.has(id)));
    expect(answers.find((_, index) => people[index] === child)).toEqual({
      hasUnpaidFine: false,
      drivingLicence: null,
    });
  });

  it('lead from a licence to who holds it and from a plate to the owner, and from no other number anywhere', async () => {
    const [licence] = licences as [DrivingLicence];
    const [vehicle] = vehicles as [Vehicle];
    expect(
      await ask(
        `query ($number: ID!, $plate: ID!) {
           drivingLicence(number: $number) { holder { personalId } class validTo }
           vehicle(plate: $plate) { owner { personalId } kind hasUnpaidFine }
           none: drivingLicence(number: "130000000000") { number }
           no: vehicle(plate: "13A-999.99") { plate }
         }`,
        { number: licence.number, plate: vehicle.plate },
      ),
    ).toEqual({
      drivingLicence: {
        holder: { personalId: licence.holderId },
        class: licence.class,
        validTo: licence.validTo,
      },
      vehicle: {
        owner: { personalId: vehicle.ownerId },
        kind: vehicle.kind,
        hasUnpaidFine: violations.some(({ plate, paidOn }) => plate === vehicle.plate && paidOn === null),
      },
      none: null,
      no: null,
    });
  });
});

describe('Of the road the police show', () => {
  const { ask, refer } = owner('mps');
  const [vehicle] = vehicles as [Vehicle];
  const stopped = violations.find(({ plate, paidOn }) => plate !== null && paidOn === null)!;

  it('an inspection centre the vehicle at hand, with one yes or no, and no other vehicle', async () => {
    const query = 'query ($plate: ID!) { vehicle(plate: $plate) { kind hasUnpaidFine } }';
    const caller = asking('moc', 'vehicle-inspection', [stopped.plate!]);
    const { kind } = vehicles.find(({ plate }) => plate === stopped.plate)!;
    expect(await ask(caller, query, { plate: stopped.plate })).toEqual({
      data: { vehicle: { kind, hasUnpaidFine: true } },
      codes: [],
    });
    expect(await ask(caller, query, { plate: vehicle.plate })).toEqual({
      data: { vehicle: null },
      codes: ['ROW_OUT_OF_SCOPE'],
    });
  });

  it('a transport office the points of the driver in the case', async () => {
    const caller = asking('ppc', 'driving-licence-status', [licences[0]!.holderId]);
    expect(
      await refer(caller, 'drivingLicence { class pointsLeft pointsRestoredOn }', [licences[0]!.holderId]),
    ).toEqual({
      people: [{ drivingLicence: { class: licences[0]!.class, pointsLeft: 12, pointsRestoredOn: null } }],
      codes: [],
    });
  });

  it.each([
    [
      'the violations, to an inspection centre',
      'moc',
      'driving-licence-status',
      'trafficViolations { fine }',
    ],
    [
      'the violations, to a People’s Committee',
      'ppc',
      'driving-licence-status',
      'trafficViolations { provision }',
    ],
    ['the vehicles, to who looks at a licence', 'ppc', 'driving-licence-status', 'vehicles { plate }'],
  ])('not %s, even past the gateway', async (_, caller, purpose, fields) => {
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Citizen { ${fields} } } }`;
    const variables = { of: [{ __typename: 'Citizen', personalId: stopped.offenderId }] };
    const meant = `{ citizen(personalId: "") { ${fields} } }`;
    expect(await ask(asking(caller, purpose, [stopped.offenderId]), query, variables, meant)).toEqual({
      data: undefined,
      codes: ['BYPASS'],
    });
  });
});
