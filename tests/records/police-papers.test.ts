import { describe, expect, it } from '@jest/globals';
import type { Organization } from '../../subgraphs/mof/enterprises.ts';
import type { IdentityCard, OrdinaryPassport, Residence } from '../../subgraphs/mps/papers.ts';
import type { TrafficAccidentCount } from '../../subgraphs/mps/public-order.ts';
import { agency, asking, owner } from './agency-alone.ts';
import { synthetic, textOf } from './synthetic.ts';

const rows = <Row>(file: string) => JSON.parse(textOf(file)) as Row[];
const citizens = synthetic('mps/Citizen');
const residences = rows<Residence>('mps/Residence');
const cards = rows<IdentityCard>('mps/IdentityCard');
const passports = rows<OrdinaryPassport>('mps/OrdinaryPassport');

/** The day somebody is so many years old. */
const turned = (dateOfBirth: string, years: number) =>
  `${Number(dateOfBirth.slice(0, 4)) + years}${dateOfBirth.slice(4)}`;

describe('The papers that the police issue', () => {
  const { ask, refer } = agency('mps');

  it('say of everybody alive the residence that the population register says', async () => {
    const alive = citizens.filter((citizen) => citizen.alive);
    expect(residences.map(({ citizenId, commune, address }) => [citizenId, commune, address])).toEqual(
      alive.map(({ personalId, commune, permanentAddress }) => [personalId, commune, permanentAddress]),
    );
    const dead = citizens.find((citizen) => !citizen.alive)!;
    const [one, none] = await refer('Citizen', 'residence { commune noticeNumber }', [
      { personalId: alive[0]!.personalId },
      { personalId: dead.personalId },
    ]);
    expect(one).toEqual({
      residence: { commune: alive[0]!.commune, noticeNumber: residences[0]!.noticeNumber },
    });
    expect(none).toEqual({ residence: null });
  });

  it('are cards for everybody from 14 on, to the next of 25, 40 and 60 years, and then for life', () => {
    const bornOn = new Map(citizens.map(({ personalId, dateOfBirth }) => [personalId, dateOfBirth]));
    expect(cards.length).toBeGreaterThan(50);
    const wrong = cards.filter(({ citizenId, issuedOn, validTo }) => {
      const born = bornOn.get(citizenId)!;
      if (validTo === null) return turned(born, 60) > '2026-11-01';
      return issuedOn < turned(born, 14) || ![25, 40, 60].some((age) => turned(born, age) === validTo);
    });
    expect(wrong).toEqual([]);
  });

  it('are passports of a series that there is not', () => {
    expect(passports.length).toBeGreaterThan(5);
    expect(passports.filter(({ number }) => !/^X\d{8}$/.test(number))).toEqual([]);
  });

  it('show of an enterprise its identity and fire safety, and a seal only where one is registered', async () => {
    const enterprises = rows<Organization>('mof/Organization');
    const answers = await refer(
      'Organization',
      'electronicIdentity { activatedOn } fireSafetyApproval { number } seal { certificateNumber }',
      [...enterprises.map(({ taxCode }) => ({ taxCode })), { taxCode: '0000000000' }],
    );
    expect(answers.map(({ seal }) => seal !== null)).toEqual([
      ...enterprises.map(({ kind }) => kind === 'COOPERATIVE'),
      false,
    ]);
    expect(answers.map(({ electronicIdentity }) => electronicIdentity !== null)).toEqual([
      ...enterprises.map(() => true),
      false,
    ]);
  });

  it('count accidents by province and month, the latest first, and nobody by name', async () => {
    const counted = rows<TrafficAccidentCount>('mps/TrafficAccidentCount').filter(
      ({ province }) => province === '01',
    );
    expect(await ask('{ trafficAccidents(province: "01") { month accidents injured } }')).toEqual({
      trafficAccidents: counted
        .map(({ province: _, ...count }) => count)
        .sort((one, other) => other.month.localeCompare(one.month)),
    });
  });
});

describe('Of the papers the police show', () => {
  const { ask } = owner('mps');

  it.each([
    ['a passport', 'ordinaryPassport { number }'],
    ['an identity card', 'identityCard { validTo }'],
  ])('%s to nobody who only verifies an identity, even past the gateway', async (_, fields) => {
    const [{ citizenId }] = passports as [OrdinaryPassport];
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Citizen { ${fields} } } }`;
    const variables = { of: [{ __typename: 'Citizen', personalId: citizenId }] };
    const meant = `{ citizen(personalId: "") { ${fields} } }`;
    const caller = asking('moc', 'identity-verification', [citizenId]);
    expect(await ask(caller, query, variables, meant)).toEqual({ data: undefined, codes: ['BYPASS'] });
  });
});
