import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { personalIdOf } from '../../seeds/synthetic/world/personal-id.ts';
import { SYNTHETIC_PREFIXES } from '../../seeds/synthetic/world/provinces.ts';
import { synthetic, syntheticFiles, textOf } from './synthetic.ts';

const citizens = synthetic('mps/Citizen');
const byId = new Map(citizens.map((citizen) => [citizen.personalId, citizen]));

/** The place codes of the 63 provinces of before 2025, which stay valid. */
const ASSIGNED =
  '001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096'.split(
    ' ',
  );

/** What a personal identification number says of whom it belongs to. */
const read = (personalId: string) => ({
  sex: Number(personalId[3]) % 2 === 0 ? 'MALE' : 'FEMALE',
  year: String(1900 + 100 * Math.floor(Number(personalId[3]) / 2) + Number(personalId.slice(4, 6))),
});

describe('A personal identification number', () => {
  it('is twelve digits that begin with a place nobody was ever registered in', () => {
    expect(SYNTHETIC_PREFIXES.filter((prefix) => ASSIGNED.includes(prefix))).toEqual([]);
    const wrong = citizens.filter(
      ({ personalId }) =>
        !/^\d{12}$/.test(personalId) || !SYNTHETIC_PREFIXES.some((prefix) => personalId.startsWith(prefix)),
    );
    expect(wrong).toEqual([]);
  });

  it('is one person’s alone', () => {
    expect(byId.size).toBe(citizens.length);
    expect(citizens.length).toBeGreaterThan(50);
  });

  it('says the century and the sex by its fourth digit, and the year by the next two', () => {
    for (const { personalId, dateOfBirth, sex } of citizens)
      expect([personalId, read(personalId)]).toEqual([personalId, { sex, year: dateOfBirth.slice(0, 4) }]);
  });

  it('says so of anybody born in the five centuries it can count', () => {
    const anybody = fc.record({
      born: fc.date({
        min: new Date('1900-01-01T00:00:00Z'),
        max: new Date('2399-12-31T00:00:00Z'),
        noInvalidDate: true,
      }),
      sex: fc.constantFrom('MALE' as const, 'FEMALE' as const),
      prefix: fc.constantFrom(...SYNTHETIC_PREFIXES),
      sequence: fc.integer({ min: 0, max: 999_999 }),
    });
    fc.assert(
      fc.property(anybody, ({ born, sex, prefix, sequence }) => {
        const dateOfBirth = born.toISOString().slice(0, 10);
        const personalId = personalIdOf(prefix, dateOfBirth, sex, sequence);
        expect(personalId).toMatch(/^0\d{11}$/);
        expect(read(personalId)).toEqual({ sex, year: dateOfBirth.slice(0, 4) });
      }),
    );
  });

  it('means, wherever an agency writes one, somebody in the population register', () => {
    const files = syntheticFiles();
    const written = files.flatMap((file) => [...textOf(file).matchAll(/"(\d{12})"/g)].map(([, id]) => id!));
    expect(files.length).toBeGreaterThan(8);
    expect(written.length).toBeGreaterThan(citizens.length);
    expect(written.filter((id) => !byId.has(id))).toEqual([]);
  });
});

describe('The same person', () => {
  it('was born on the same day, with the same sex, by the civil status register', () => {
    for (const { number, childId, dateOfBirth, sex } of synthetic('moj/BirthRegistration')) {
      const child = byId.get(childId)!;
      expect([number, dateOfBirth, sex]).toEqual([number, child.dateOfBirth, child.sex]);
    }
  });

  it('has one health record, and its parts are about the same person', () => {
    const records = new Map(synthetic('moh/HealthRecord').map((row) => [row.healthId, row.citizenId]));
    expect(new Set(records.values()).size).toBe(citizens.length);
    for (const { id, healthRecordId, citizenId } of [
      ...synthetic('moh/TestResult'),
      ...synthetic('moh/Claim'),
    ])
      expect([id, citizenId]).toEqual([id, records.get(healthRecordId)]);
  });

  it('is a parent in both registers or in none', () => {
    const parents = synthetic('moj/BirthRegistration').flatMap(({ childId, motherId, fatherId }) =>
      [fatherId, motherId].flatMap((parent) => (parent ? `${parent} of ${childId}` : [])),
    );
    const guardians = synthetic('mps/Guardianship').map(
      ({ guardianId, childId }) => `${guardianId} of ${childId}`,
    );
    expect(guardians.sort()).toEqual(parents.sort());
  });

  it('is a woman where she is a mother, and a man where he is a father', () => {
    const registrations = synthetic('moj/BirthRegistration');
    const mothers = [...registrations, ...synthetic('moh/BirthCertificate')].map(
      ({ motherId }) => byId.get(motherId!)?.sex,
    );
    const fathers = registrations.flatMap(({ fatherId }) => (fatherId ? byId.get(fatherId)!.sex : []));
    expect([new Set(mothers), new Set(fathers)]).toEqual([new Set(['FEMALE']), new Set(['MALE'])]);
  });
});

it('Nobody looks like a real person: each has the word sample in their name and in their street', () => {
  const real = citizens.filter(
    ({ fullName, permanentAddress }) => !/ Mẫu /.test(fullName) || !/Dữ Liệu Mẫu/.test(permanentAddress),
  );
  expect(real).toEqual([]);
});
