import { z } from 'zod';
import { Consent, type ReadSeed, type SeedRows } from '@lienthong/shared';
import { BirthCertificate, Claim, Facility, HealthRecord, TestResult, Vaccination } from './entities.ts';

const text = z.string();
const day = z.iso.date();

const shapes = {
  facilities: z.array(
    z.object({
      code: text,
      name: text,
      province: text,
      commune: text,
      beds: z.int(),
      runBy: text,
      stockpile: z.int(),
    }),
  ),
  birthCertificates: z.array(
    z.object({
      number: text,
      motherId: text,
      dateOfBirth: day,
      sex: z.enum(['MALE', 'FEMALE']),
      facilityId: text,
      province: text,
      issuedBy: text,
    }),
  ),
  healthRecords: z.array(
    z.object({
      healthId: text,
      citizenId: text,
      allergies: z.array(text),
      bloodGroup: text,
      conditions: z.array(text),
      referral: text.nullable(),
      occupationalDisease: z.boolean(),
    }),
  ),
  testResults: z.array(
    z.object({
      id: text,
      healthRecordId: text,
      citizenId: text,
      kind: text,
      value: text,
      takenOn: day,
      contributedBy: text,
    }),
  ),
  claims: z.array(
    z.object({
      id: text,
      healthRecordId: text,
      citizenId: text,
      encounter: text,
      serviceCode: text,
      amount: z.int(),
      servedOn: day,
    }),
  ),
  vaccinations: z.array(z.object({ citizenId: text, vaccine: text, dose: z.int(), givenOn: day })),
  consents: z.array(
    z.object({
      id: text,
      subject: text,
      purpose: text,
      kind: z.enum(['CONSENT', 'WRITTEN_REQUEST']),
      validFrom: day,
      validTo: day.nullable(),
    }),
  ),
};

/** The health registers and what people agreed to, from the synthetic records. */
export const seed = (read: ReadSeed): SeedRows => [
  [Facility, read('moh/facilities.json', shapes.facilities)],
  [BirthCertificate, read('moh/birth-certificates.json', shapes.birthCertificates)],
  [HealthRecord, read('moh/health-records.json', shapes.healthRecords)],
  [TestResult, read('moh/test-results.json', shapes.testResults)],
  [Claim, read('moh/claims.json', shapes.claims)],
  [Vaccination, read('moh/vaccinations.json', shapes.vaccinations)],
  [Consent, read('moh/consents.json', shapes.consents)],
];
