import { byKey, isoDay, legalDay, type Resolvers } from '@lienthong/shared';
import { BirthCertificate, Claim, Facility, HealthRecord, TestResult, Vaccination } from './entities.ts';
import { vaccinationComplete } from './vaccination-schedule.ts';

interface CitizenReference {
  personalId: string;
  /** What the population register says, where somebody asked for what needs it. */
  dateOfBirth?: string | null;
}

export const resolvers: Resolvers = {
  Query: {
    healthRecord: (_, { healthId }, { loaders }) => loaders.one(HealthRecord, 'healthId', healthId),
    birthCertificate: (_, { number }, { loaders }) => loaders.one(BirthCertificate, 'number', number),
    facilities: (_, { province }, { loaders }) => loaders.many(Facility, 'province', province),
  },
  Citizen: {
    healthRecord: ({ personalId }: CitizenReference, _, { loaders }) =>
      loaders.one(HealthRecord, 'citizenId', personalId),
    vaccinationComplete: async ({ personalId, dateOfBirth }: CitizenReference, _, { loaders }) => {
      const given = await loaders.many(Vaccination, 'citizenId', personalId);
      return dateOfBirth && given.length > 0
        ? vaccinationComplete(dateOfBirth, given, isoDay(legalDay(Date.now())))
        : null;
    },
    vaccinations: ({ personalId }: CitizenReference, _, { loaders }) =>
      loaders.many(Vaccination, 'citizenId', personalId),
  },
  HealthRecord: {
    __resolveReference: byKey(HealthRecord, 'healthId'),
    testResults: async ({ healthId }: HealthRecord, { kind }: { kind?: string | null }, { loaders }) =>
      (await loaders.many(TestResult, 'healthRecordId', healthId))
        .filter((result) => !kind || result.kind === kind)
        .sort((one, other) => other.takenOn.localeCompare(one.takenOn)),
    claims: ({ healthId }: HealthRecord, _, { loaders }) => loaders.many(Claim, 'healthRecordId', healthId),
  },
  BirthCertificate: {
    __resolveReference: byKey(BirthCertificate, 'number'),
    mother: ({ motherId }: BirthCertificate) => ({ personalId: motherId }),
    facility: ({ facilityId }: BirthCertificate, _, { loaders }) => loaders.one(Facility, 'code', facilityId),
  },
  Facility: {
    __resolveReference: byKey(Facility, 'code'),
  },
};
