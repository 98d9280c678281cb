import { describe, expect, it } from '@jest/globals';
import { ASSIGNED_PLACES, FORMER_PLACES } from '@lienthong/shared/identifiers/assigned-places';
import { isPersonalId, parsePersonalId } from '@lienthong/shared/identifiers/personal-id';
import { SYNTHETIC_PREFIXES } from '../../seeds/synthetic/world/provinces.ts';
import { synthetic, syntheticFiles, textOf } from './synthetic.ts';

const citizens = synthetic('mps/Citizen');
const byId = new Map(citizens.map((citizen) => [citizen.personalId, citizen]));

describe('A personal identification number', () => {
  it('is twelve digits that begin with a place nobody was ever registered in', () => {
    const places = [...ASSIGNED_PLACES.keys(), ...FORMER_PLACES.keys()];
    expect(SYNTHETIC_PREFIXES.filter((prefix) => places.includes(prefix))).toEqual([]);
    expect(new Set(SYNTHETIC_PREFIXES).size).toBe(SYNTHETIC_PREFIXES.length);
    const wrong = citizens.filter(
      ({ personalId }) =>
        !isPersonalId(personalId) || !SYNTHETIC_PREFIXES.some((prefix) => personalId.startsWith(prefix)),
    );
    expect(wrong).toEqual([]);
  });

  it('is one person’s alone', () => {
    expect(byId.size).toBe(citizens.length);
    expect(citizens.length).toBeGreaterThan(50);
  });

  it('says the century and the sex by its fourth digit, and the year by the next two', () => {
    for (const { personalId, dateOfBirth, sex } of citizens)
      expect({ personalId, ...parsePersonalId(personalId) }).toMatchObject({
        personalId,
        sex,
        year: Number(dateOfBirth.slice(0, 4)),
      });
  });

  it('means, wherever an agency writes one, somebody in the population register', () => {
    const files = syntheticFiles();
    const written = files.flatMap((file) => [...textOf(file).matchAll(/"(0\d{11})"/g)].map(([, id]) => id!));
    expect(files.length).toBeGreaterThan(8);
    expect(written.length).toBeGreaterThan(citizens.length);
    expect(written.filter((id) => !byId.has(id))).toEqual([]);
  });
});

describe('The same person', () => {
  it('was born on the same day, with the same sex, by the civil status register', () => {
    for (const { number, childId, dateOfBirth, sex } of synthetic('moj/BirthRegistration')) {
      const child = byId.get(childId!)!;
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
