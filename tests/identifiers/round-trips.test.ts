import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isBankBin, isBankCode, makeBankCode, parseBankCode } from '@lienthong/shared/identifiers/bank-code';
import {
  CASE_KINDS,
  INSTANCES,
  isCourtCaseNumber,
  makeCourtCaseNumber,
  parseCourtCaseNumber,
} from '@lienthong/shared/identifiers/court-case-number';
import {
  isDossierNumber,
  makeDossierNumber,
  parseDossierNumber,
} from '@lienthong/shared/identifiers/dossier-number';
import {
  isDrivingLicenceNumber,
  makeDrivingLicenceNumber,
  parseDrivingLicenceNumber,
} from '@lienthong/shared/identifiers/driving-licence';
import { isGln, isGtin, makeGs1Key, parseGln, parseGtin } from '@lienthong/shared/identifiers/gs1';
import { isHsCode, makeHsCode, parseHsCode } from '@lienthong/shared/identifiers/hs-code';
import {
  isOrganisationCode,
  makeOrganisationCode,
  parseOrganisationCode,
} from '@lienthong/shared/identifiers/organisation-code';
import {
  isPassportNumber,
  makePassportNumber,
  parsePassportNumber,
} from '@lienthong/shared/identifiers/passport';
import {
  FIRST_YEAR,
  isPersonalId,
  LAST_YEAR,
  makePersonalId,
  parsePersonalId,
} from '@lienthong/shared/identifiers/personal-id';
import { isPhoneNumber, makePhoneNumber, parsePhoneNumber } from '@lienthong/shared/identifiers/phone';
import {
  isPlate,
  makePlate,
  parsePlate,
  SECOND_LETTERS,
  SERIES_LETTERS,
} from '@lienthong/shared/identifiers/plate';
import {
  isProcedureCode,
  makeProcedureCode,
  parseProcedureCode,
} from '@lienthong/shared/identifiers/procedure-code';
import {
  isSchoolCode,
  makeSchoolCode,
  parseSchoolCode,
  SCHOOL_LEVELS,
} from '@lienthong/shared/identifiers/school-code';
import {
  isHealthInsuranceCard,
  isSocialInsuranceNumber,
  makeHealthInsuranceCard,
  makeSocialInsuranceNumber,
  parseHealthInsuranceCard,
  parseSocialInsuranceNumber,
} from '@lienthong/shared/identifiers/social-insurance';
import { isTaxCode, makeTaxCode, parseTaxCode, taxCodeOf } from '@lienthong/shared/identifiers/tax-code';

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const letters = (alphabet: string) => fc.constantFrom(...alphabet);
const upTo = (max: number) => fc.integer({ min: 0, max });
const sex = fc.constantFrom('MALE' as const, 'FEMALE' as const);
const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const level = fc.stringMatching(/^[A-Z]\d{2}$/);
const sublevel = fc.stringMatching(/^\d{2,3}$/);

/** An identifier, and parts that make one. */
interface Kind<Parts> {
  readonly parts: fc.Arbitrary<Parts>;
  readonly make: (parts: Parts) => string | null;
  readonly parse: (text: string) => Parts | null;
  readonly is: (text: string) => boolean;
}
const kind = <Parts>(name: string, each: Kind<Parts>) => [name, each as Kind<unknown>] as const;

const KINDS = [
  kind('a personal id', {
    parts: fc.record({
      place: fc.stringMatching(/^0\d{2}$/),
      year: fc.integer({ min: FIRST_YEAR, max: LAST_YEAR }),
      sex,
      sequence: upTo(999_999),
    }),
    make: makePersonalId,
    parse: parsePersonalId,
    is: isPersonalId,
  }),
  kind('a tax code', {
    parts: fc.record({
      digits: digits(9).filter((each) => taxCodeOf(each) !== null && !each.endsWith('0000000')),
      branch: fc.option(digits(3).filter((each) => each !== '000')),
    }),
    make: makeTaxCode,
    parse: parseTaxCode,
    is: isTaxCode,
  }),
  kind('a social insurance number', {
    parts: fc.record({ province: digits(2), serial: upTo(99_999_999) }),
    make: makeSocialInsuranceNumber,
    parse: parseSocialInsuranceNumber,
    is: isSocialInsuranceNumber,
  }),
  kind('a health insurance card', {
    parts: fc.record({
      group: fc.constantFrom('DN', 'TE', 'HN', 'HT', 'GD'),
      level: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const, 5 as const),
      province: digits(2),
      socialInsuranceNumber: digits(10),
    }),
    make: makeHealthInsuranceCard,
    parse: parseHealthInsuranceCard,
    is: isHealthInsuranceCard,
  }),
  kind('a driving licence number', {
    parts: fc.record({
      place: digits(2),
      sex,
      century: fc.integer({ min: 19, max: 23 }),
      year: digits(2),
      serial: upTo(9_999_999),
    }),
    make: makeDrivingLicenceNumber,
    parse: parseDrivingLicenceNumber,
    is: isDrivingLicenceNumber,
  }),
  kind('a plate', {
    parts: fc.record({
      place: fc.integer({ min: 11, max: 99 }).map(String),
      series: fc
        .tuple(
          letters(SERIES_LETTERS),
          fc.oneof(fc.constant(''), letters(SECOND_LETTERS), letters('123456789')),
        )
        .map((each) => each.join('')),
      digits: fc.oneof(digits(4), digits(5)),
    }),
    make: makePlate,
    parse: parsePlate,
    is: isPlate,
  }),
  kind('a passport number', {
    parts: fc.record({
      series: letters('BCKPN'),
      digits: fc.oneof(digits(7), digits(8)),
    }),
    make: makePassportNumber,
    parse: parsePassportNumber,
    is: isPassportNumber,
  }),
  kind('a trade item number', {
    parts: fc.record({ digits: digits(13) }),
    make: makeGs1Key,
    parse: parseGtin,
    is: isGtin,
  }),
  kind('a code of goods', {
    parts: fc.record({ subheading: digits(6), line: digits(2) }),
    make: makeHsCode,
    parse: parseHsCode,
    is: isHsCode,
  }),
  kind('a location number', {
    parts: fc.record({ digits: digits(12) }),
    make: makeGs1Key,
    parse: parseGln,
    is: isGln,
  }),
  kind('the code of a procedure', {
    parts: fc.record({ series: digits(1), number: digits(6), subcase: fc.option(digits(2)) }),
    make: makeProcedureCode,
    parse: parseProcedureCode,
    is: isProcedureCode,
  }),
  kind('the code of an organisation', {
    parts: fc.record({
      levels: fc
        .tuple(level, fc.array(sublevel, { maxLength: 4 }))
        .map(([highest, others]) => [highest, ...others] as [string, ...string[]]),
    }),
    make: makeOrganisationCode,
    parse: parseOrganisationCode,
    is: isOrganisationCode,
  }),
  kind('the number of a dossier', {
    parts: fc.record({ organisation: level, day, serial: upTo(99_999) }),
    make: makeDossierNumber,
    parse: parseDossierNumber,
    is: isDossierNumber,
  }),
  kind('the code of a bank', {
    parts: fc.record({ province: digits(2), bank: digits(3), branch: digits(3) }),
    make: makeBankCode,
    parse: parseBankCode,
    is: isBankCode,
  }),
  kind('the number of a court case', {
    parts: fc.record({
      serial: fc.integer({ min: 1, max: 99_999 }),
      year: fc.integer({ min: 1945, max: 2099 }),
      kind: fc.constantFrom(...CASE_KINDS),
      instance: fc.constantFrom(...INSTANCES),
    }),
    make: makeCourtCaseNumber,
    parse: parseCourtCaseNumber,
    is: isCourtCaseNumber,
  }),
  kind('the code of a school', {
    parts: fc.record({
      department: digits(2),
      commune: digits(5),
      level: fc.constantFrom(...SCHOOL_LEVELS),
      serial: upTo(999),
    }),
    make: makeSchoolCode,
    parse: parseSchoolCode,
    is: isSchoolCode,
  }),
  kind('a phone number', {
    parts: fc.record({ digits: fc.stringMatching(/^[35789]\d{8}$/) }),
    make: makePhoneNumber,
    parse: parsePhoneNumber,
    is: isPhoneNumber,
  }),
];

describe.each(KINDS)('%s', (_, { parts, make, parse, is }) => {
  it('that is made of parts is one, and is read as these parts', () => {
    fc.assert(
      fc.property(parts, (given) => {
        const made = make(given)!;
        expect([made, is(made)]).toEqual([made, true]);
        expect(parse(made)).toEqual(given);
      }),
    );
  });

  it('is none with something before or behind it', () => {
    fc.assert(
      fc.property(parts, fc.constantFrom(' ', '\n', '·'), (given, more) => {
        const made = make(given)!;
        expect([`${more}${made}`, `${made}${more}`].map(is)).toEqual([false, false]);
        expect(parse(`${made}${more}`)).toBeNull();
      }),
    );
  });

  it('is none where it is any text at all, unless it can be read', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => expect(is(text)).toBe(parse(text) !== null)),
    );
  });
});

it('A bank identification number has six digits, the first of them no zero', () => {
  expect(['970436', '97043', '9704361', '070436', '97043a'].map(isBankBin)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});
