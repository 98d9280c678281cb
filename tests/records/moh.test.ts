import { describe, expect, it } from '@jest/globals';
import {
  certificateInForce,
  inSpecialCircumstances,
  receivesAssistance,
} from '../../subgraphs/moh/assistance-standing.ts';
import { fitToDrive } from '../../subgraphs/moh/fit-to-drive.ts';
import type { FoodSafetyCertificate, ProductDeclaration } from '../../subgraphs/moh/public-health.ts';
import type { AssistanceDecision, DisabilityCertificate } from '../../subgraphs/moh/social-assistance.ts';
import { agency, asking, owner } from './agency-alone.ts';
import { synthetic, textOf } from './synthetic.ts';

const DAY = '2026-11-24';
const rows = <Row>(file: string) => JSON.parse(textOf(file)) as Row[];
const certificates = rows<DisabilityCertificate>('moh/DisabilityCertificate');
const decisions = rows<AssistanceDecision>('moh/AssistanceDecision');
const people = synthetic('mps/Citizen').map(({ personalId }) => personalId);
const STRANGER = '003099999999';

describe('Who is fit to drive', () => {
  const certificate = (fit: boolean, issuedOn: string, validTo: string) => ({ fit, issuedOn, validTo });

  it.each([
    ['nobody can say without a certificate', [], null],
    ['on its first day', [certificate(true, DAY, '2027-11-24')], true],
    ['on its last day', [certificate(true, '2025-11-24', DAY)], true],
    ['nobody can say the day after', [certificate(true, '2025-11-23', '2026-11-23')], null],
    ['nobody can say before it', [certificate(true, '2026-11-25', '2027-11-25')], null],
    ['not who was found unfit', [certificate(false, '2026-01-01', '2027-01-01')], false],
    [
      'not who was found unfit after being fit',
      [certificate(true, '2026-01-01', '2027-01-01'), certificate(false, '2026-06-01', '2027-06-01')],
      false,
    ],
    [
      'who was found fit again, in whatever order they stand',
      [certificate(true, '2026-06-01', '2027-06-01'), certificate(false, '2026-01-01', '2027-01-01')],
      true,
    ],
  ])('%s', (_, held, expected) => {
    expect(fitToDrive(held, DAY)).toBe(expected);
  });
});

describe('Social assistance is received', () => {
  it.each([
    ['without a decision', [], false],
    ['from the first day', [{ validFrom: DAY, validTo: null }], true],
    ['before it', [{ validFrom: '2026-11-25', validTo: null }], false],
    ['on the last day', [{ validFrom: '2020-01-01', validTo: DAY }], true],
    ['after it', [{ validFrom: '2020-01-01', validTo: '2026-11-23' }], false],
    [
      'by the second decision, where the first is over',
      [
        { validFrom: '2020-01-01', validTo: '2021-01-01' },
        { validFrom: '2026-01-01', validTo: null },
      ],
      true,
    ],
  ])('%s', (_, held, expected) => {
    expect(receivesAssistance(held, DAY)).toBe(expected);
  });
});

describe('The degree of a disability is', () => {
  const issued = (level: number, issuedOn: string, withdrawnOn: string | null = null) => ({
    level,
    issuedOn,
    withdrawnOn,
  });

  it.each([
    ['none without a certificate', [], undefined],
    ['that of the certificate, from its day', [issued(2, DAY)], 2],
    ['none before it', [issued(2, '2026-11-25')], undefined],
    ['that of the latest', [issued(3, '2020-01-01'), issued(1, '2024-01-01')], 1],
    ['that of the one not taken back', [issued(3, '2020-01-01'), issued(1, '2024-01-01', DAY)], 3],
    ['still that of one taken back tomorrow', [issued(1, '2024-01-01', '2026-11-25')], 1],
  ])('%s', (_, held, level) => {
    expect(certificateInForce(held, DAY)?.level).toBe(level);
  });
});

describe('A child is in special circumstances', () => {
  it.each([
    ['not to anybody’s knowledge without a record', null, null],
    ['where one is registered', { circumstance: 'DISABLED', ofAgeOn: '2030-01-01' }, true],
    ['not where none is', { circumstance: null, ofAgeOn: '2030-01-01' }, false],
    ['to the day before it comes of age', { circumstance: 'OTHER', ofAgeOn: '2026-11-25' }, true],
    ['and then is no child', { circumstance: 'OTHER', ofAgeOn: DAY }, null],
  ])('%s', (_, record, expected) => {
    expect(inSpecialCircumstances(record, DAY)).toBe(expected);
  });
});

describe('The registers of assistance, food and drivers', () => {
  const { ask, refer } = agency('moh');

  it('tell of everybody the degree of disability and whether assistance is received, yes or no', async () => {
    const answers = await refer(
      'Citizen',
      'disabilityLevel receivesAssistance',
      [...people, STRANGER].map((personalId) => ({ personalId })),
    );
    const levels = new Map(certificates.map(({ citizenId, level }) => [citizenId, level]));
    const assisted = new Set(decisions.map(({ citizenId }) => citizenId));
    expect(assisted.size).toBeGreaterThan(0);
    expect(answers).toEqual(
      [...people, STRANGER].map((personalId) => ({
        disabilityLevel: levels.get(personalId) ?? null,
        receivesAssistance: assisted.has(personalId),
      })),
    );
  });

  it('know the certificate of a producer and of its product, and that of nobody else', async () => {
    const [certificate] = rows<FoodSafetyCertificate>('moh/FoodSafetyCertificate') as [FoodSafetyCertificate];
    const [{ gtin }] = rows<ProductDeclaration>('moh/ProductDeclaration') as [ProductDeclaration];
    const FIELDS = 'foodSafetyCertificate { number holder { taxCode } }';
    const shown = {
      foodSafetyCertificate: { number: certificate.number, holder: { taxCode: certificate.taxCode } },
    };
    const none = { foodSafetyCertificate: null };
    expect(
      await refer('Organization', FIELDS, [{ taxCode: certificate.taxCode }, { taxCode: '0000000000' }]),
    ).toEqual([shown, none]);
    expect(await refer('Product', FIELDS, [{ gtin }, { gtin: '00000000000000' }])).toEqual([shown, none]);
  });

  it('count a province’s health services, and know no province that there is not', async () => {
    const { hanoi, nowhere, facilities } = await ask(
      '{ hanoi: provincialHealth(province: "01") { facilities beds pharmacies } nowhere: provincialHealth(province: "99") { beds } facilities(province: "01") { beds } }',
    );
    const beds = (facilities as { beds: number }[]).reduce((sum, each) => sum + each.beds, 0);
    expect(hanoi).toEqual({ facilities: (facilities as unknown[]).length, beds, pharmacies: 1 });
    expect(nowhere).toBeNull();
  });
});

describe('Of assistance and disability the ministry shows', () => {
  const { ask, refer } = owner('moh');
  const [{ citizenId, level }] = certificates as [DisabilityCertificate];
  const other = certificates[1]!.citizenId;

  it('a commune the degree, of who stands in the case and of nobody else', async () => {
    const caller = asking('ppc', 'social-assistance', [citizenId]);
    expect(await refer(caller, 'disabilityLevel', [citizenId, other])).toEqual({
      people: [{ disabilityLevel: level }, { disabilityLevel: null }],
      codes: ['ROW_OUT_OF_SCOPE'],
    });
  });

  it.each([
    ['the kind of a disability', 'ppc', 'social-assistance', 'disabilityCertificate { kind }'],
    ['a degree, to who gives licences', 'mps', 'driving-licence-status', 'disabilityLevel'],
    ['what was examined of a driver', 'mps', 'driving-licence-status', 'driverHealthCertificates { number }'],
  ])('not %s, even past the gateway', async (_, caller, purpose, fields) => {
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Citizen { ${fields} } } }`;
    const variables = { of: [{ __typename: 'Citizen', personalId: citizenId }] };
    const meant = `{ citizen(personalId: "") { ${fields} } }`;
    expect(await ask(asking(caller, purpose, [citizenId]), query, variables, meant)).toEqual({
      data: undefined,
      codes: ['BYPASS'],
    });
  });
});
