import { describe, expect, it } from '@jest/globals';
import { legalToday } from '@lienthong/shared';
import type { DiplomaticPassport, Legalisation } from '../../subgraphs/mofa/consular.ts';
import { isValid } from '../../subgraphs/mofa/passport-validity.ts';
import { agency, asking, owner } from './agency-alone.ts';
import { synthetic, textOf } from './synthetic.ts';

const DAY = '2026-11-24';
const passports = JSON.parse(textOf('mofa/DiplomaticPassport')) as DiplomaticPassport[];
const [legalisation] = JSON.parse(textOf('mofa/Legalisation')) as [Legalisation];

describe('A passport is good', () => {
  const passport = (issuedOn: string, validTo: string, revokedOn: string | null = null) => ({
    issuedOn,
    validTo,
    revokedOn,
  });

  it.each([
    ['from its first day', passport(DAY, '2031-11-24'), true],
    ['not before', passport('2026-11-25', '2031-11-24'), false],
    ['to its last day', passport('2021-11-24', DAY), true],
    ['not after', passport('2021-11-23', '2026-11-23'), false],
    ['not from the day it is taken back', passport('2021-11-24', '2031-11-24', DAY), false],
    ['still the day before', passport('2021-11-24', '2031-11-24', '2026-11-25'), true],
  ])('%s', (_, held, expected) => {
    expect(isValid(held, DAY)).toBe(expected);
  });
});

describe('The Ministry of Foreign Affairs', () => {
  const { ask, refer } = agency('mofa');

  it('says of a person with yes or no whether they hold a diplomatic or official passport', async () => {
    const people = [...passports.map(({ holderId }) => holderId), '003099999999'];
    const day = legalToday();
    expect(passports.length).toBeGreaterThan(0);
    expect(
      await refer(
        'Citizen',
        'holdsDiplomaticPassport',
        people.map((personalId) => ({ personalId })),
      ),
    ).toEqual([
      ...passports.map((each) => ({ holdsDiplomaticPassport: isValid(each, day) })),
      { holdsDiplomaticPassport: false },
    ]);
  });

  it('says of a legalisation whether it was for a document of the kind, and knows no other', async () => {
    const { number, documentKind } = legalisation;
    const other = documentKind === 'OTHER' ? 'DEGREE' : 'OTHER';
    expect(
      await ask(
        `query ($number: ID!) { legalisation(number: $number) { yes: isOf(documentKind: "${documentKind}") no: isOf(documentKind: "${other}") } none: legalisation(number: "HPH-0") { number } }`,
        { number },
      ),
    ).toEqual({ legalisation: { yes: true, no: false }, none: null });
  });
});

describe('Of a legalised document the ministry shows', () => {
  const { ask } = owner('mofa');
  const query =
    'query ($number: ID!) { legalisation(number: $number) { number isOf(documentKind: "DEGREE") } }';

  it('who checks it that it is one, where its holder stands in the case', async () => {
    const { number, documentKind, holderId } = legalisation;
    const [own, strange] = await Promise.all(
      [holderId, '003099999999'].map((subject) =>
        ask(asking('moet', 'legalisation-check', [subject]), query, { number }),
      ),
    );
    expect(own).toEqual({
      data: { legalisation: { number, isOf: documentKind === 'DEGREE' } },
      codes: [],
    });
    expect(strange).toEqual({ data: { legalisation: null }, codes: ['ROW_OUT_OF_SCOPE'] });
  });
});

describe('Of births the civil status register shows', () => {
  const { ask } = owner('moj');
  const registrations = synthetic('moj/BirthRegistration');
  const query = 'query ($number: ID!) { birthRegistration(number: $number) { number registeredOn } }';

  it.each([
    ['a mission abroad', 'mofa', 'ppc'],
    ['a People’s Committee', 'ppc', 'mofa'],
  ])('%s what it entered itself, and nothing else', async (_, reader, other) => {
    const entered = (by: string) => registrations.find(({ registeredBy }) => registeredBy === by)!;
    const caller = asking(reader, 'birth-registration', []);
    const { number, registeredOn } = entered(reader);
    expect(await ask(caller, query, { number })).toEqual({
      data: { birthRegistration: { number, registeredOn } },
      codes: [],
    });
    expect(await ask(caller, query, { number: entered(other).number })).toEqual({
      data: { birthRegistration: null },
      codes: ['ROW_OUT_OF_SCOPE'],
    });
  });
});
