import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ASSIGNED_PLACES, FORMER_PLACES } from '@lienthong/shared/identifiers/assigned-places';
import { isDossierNumber } from '@lienthong/shared/identifiers/dossier-number';
import { encodeGeohash, isGeohash } from '@lienthong/shared/identifiers/geohash';
import { isGln, isGtin, makeGs1Key } from '@lienthong/shared/identifiers/gs1';
import { normaliseOrganisationCode } from '@lienthong/shared/identifiers/organisation-code';
import { isPassportNumber, mrzCheckDigit } from '@lienthong/shared/identifiers/passport';
import { hasAssignedPlace, isPersonalId, parsePersonalId } from '@lienthong/shared/identifiers/personal-id';
import { isPhoneNumber } from '@lienthong/shared/identifiers/phone';
import { isPlate, isUnissued, parsePlate } from '@lienthong/shared/identifiers/plate';
import { parseHealthInsuranceCard } from '@lienthong/shared/identifiers/social-insurance';
import { isTaxCode, taxCodeOf } from '@lienthong/shared/identifiers/tax-code';

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
/** The same number with one digit another. */
const withOneWrong = (text: string, place: number, more: number): string => {
  const at = place % text.length;
  return `${text.slice(0, at)}${(Number(text[at]) + more) % 10}${text.slice(at + 1)}`;
};
const wrong = { place: fc.nat(), more: fc.integer({ min: 1, max: 9 }) };

describe('A check digit finds any single wrong digit', () => {
  it.each([
    ['of a trade item', 13, isGtin],
    ['of a location', 12, isGln],
  ])('%s', (_, length, is) => {
    fc.assert(
      fc.property(digits(length), wrong.place, wrong.more, (given, place, more) => {
        expect(is(withOneWrong(makeGs1Key({ digits: given }), place, more))).toBe(false);
      }),
    );
  });

  it('of a tax code: no weight divides by eleven', () => {
    const issued = digits(9).filter((given) => taxCodeOf(given) !== null && !given.endsWith('0000000'));
    fc.assert(
      fc.property(issued, wrong.place, wrong.more, (given, place, more) => {
        expect(isTaxCode(withOneWrong(taxCodeOf(given)!, place, more))).toBe(false);
      }),
    );
  });
});

describe('A tax code', () => {
  it.each(['0100233488', '0100112437', '0314409058', '0312687878', '0100109106', '0101248141', '0100681592'])(
    '%s, published, is one, alone and with a branch behind a dash',
    (code) => expect([code, `${code}-001`, `${code}001`].map(isTaxCode)).toEqual([true, true, false]),
  );

  it.each([
    ['branch zero', '0100109106-000'],
    ['nine digits', '010010910'],
    ['an empty serial', taxCodeOf('010000000') ?? '0100000000'],
    ['a letter', '010010910A'],
  ])('is refused with %s', (_, code) => expect(isTaxCode(code)).toBe(false));
});

describe('A personal id', () => {
  it('begins with one of 63 places where a province gave it, and with none of them where it is a sample', () => {
    expect(ASSIGNED_PLACES.size).toBe(63);
    expect(['001099000001', '079099000001'].map(hasAssignedPlace)).toEqual([true, true]);
    expect(['003099000001', '098099000001', '000099000001'].map(hasAssignedPlace)).toEqual([
      false,
      false,
      false,
    ]);
    expect([...FORMER_PLACES.keys()].filter((place) => ASSIGNED_PLACES.has(place))).toEqual([]);
  });

  it.each([
    ['003099000001', 1999, 'MALE'],
    ['003199000001', 1999, 'FEMALE'],
    ['003200000001', 2000, 'MALE'],
    ['003326000001', 2026, 'FEMALE'],
    ['003999000001', 2399, 'FEMALE'],
  ])('%s says %i and %s', (id, year, sex) => expect(parsePersonalId(id)).toMatchObject({ year, sex }));

  it.each(['103099000001', '00309900001', '0030990000011', '003099 00001', '٠٠٣٠٩٩٠٠٠٠٠١'])(
    '%s is none',
    (id) => expect(isPersonalId(id)).toBe(false),
  );
});

describe('A plate', () => {
  it.each([
    ['30A-123.45', true],
    ['30A-1234', true],
    ['29AB-123.45', true],
    ['29B1-123.45', true],
    ['30A12345', true],
    ['10A-123.45', false],
    ['30I-123.45', false],
    ['30W-123.45', false],
    ['30A-12.345', false],
    ['30A-123', false],
  ])('%s: %s', (plate, is) => expect(isPlate(plate)).toBe(is));

  it('has a place that was never issued where it is a sample', () => {
    expect(['13A-000.01', '30A-000.01'].map((plate) => isUnissued(parsePlate(plate)!))).toEqual([
      true,
      false,
    ]);
  });
});

describe('A health insurance card', () => {
  it('ends with the social insurance number', () => {
    expect(parseHealthInsuranceCard('DN4790000000011')?.socialInsuranceNumber).toBe('0000000011');
    expect(parseHealthInsuranceCard('DN6790000000011')).toBeNull();
  });
});

describe('The code of an organisation', () => {
  it.each([
    ['G15', 'G15'],
    ['G15.01', 'G15.01'],
    ['000.00.00.G15', 'G15'],
    ['000.00.01.G15', 'G15.01'],
    ['004.02.01.G15', 'G15.01.02.004'],
    ['g15', null],
    ['15.G', null],
    [`G15.${'01.'.repeat(12)}01`, null],
  ])('%s in the newer style is %s', (given, normal) => expect(normaliseOrganisationCode(given)).toBe(normal));
});

it.each([
  ['H29.12-251123-0001', true],
  ['000.00.01.G15-251123-0001', true],
  ['H29.12-251323-0001', false],
  ['H29.12-250230-0001', false],
  ['H29.12-251123-001', false],
])('Dossier %s: %s', (number, is) => expect(isDossierNumber(number)).toBe(is));

it('The machine-readable zone of ICAO Doc 9303 has its published check digits', () => {
  expect(['L898902C3', '740812', '120415', 'ZE184226B<<<<<'].map(mrzCheckDigit)).toEqual([6, 2, 9, 1]);
  expect(['C1234567', 'C12345678', 'C123456', '12345678', 'c1234567'].map(isPassportNumber)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

it.each([
  ['0912345678', true],
  ['+84912345678', true],
  ['0112345678', false],
  ['091234567', false],
])('Phone %s: %s', (number, is) => expect(isPhoneNumber(number)).toBe(is));

describe('A geohash', () => {
  it('is that of the published point, and of Hà Nội begins with w7', () => {
    expect(encodeGeohash(57.64911, 10.40744, 11)).toBe('u4pruydqqvj');
    expect(encodeGeohash(21.0278, 105.8342)).toMatch(/^w7/);
  });

  it('is one for every point', () => {
    const point = fc.tuple(
      fc.double({ min: -90, max: 90, noNaN: true }),
      fc.double({ min: -180, max: 180, noNaN: true }),
    );
    fc.assert(
      fc.property(point, ([latitude, longitude]) =>
        expect(isGeohash(encodeGeohash(latitude, longitude))).toBe(true),
      ),
    );
    expect(['w7er8u0k2m4a', 'w7er8u0k2m4', 'W7er8u0k2m4b'].map(isGeohash)).toEqual([false, false, false]);
  });
});
