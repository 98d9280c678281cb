import { BirthCertificate, Claim, Facility, HealthRecord, TestResult, Vaccination } from './entities.ts';

/** Whom, where and what agency each record is bound to. */
export const records = {
  Citizen: { subjects: ['personalId'] },
  HealthRecord: { entity: HealthRecord, subjects: ['citizenId'] },
  TestResult: { entity: TestResult, subjects: ['citizenId'], contributor: 'contributedBy' },
  Claim: { entity: Claim, subjects: ['citizenId'] },
  Vaccination: { entity: Vaccination, subjects: ['citizenId'] },
  BirthCertificate: {
    entity: BirthCertificate,
    subjects: ['motherId'],
    territories: ['province'],
    contributor: 'issuedBy',
  },
  Facility: { entity: Facility, territories: ['province', 'commune'], contributor: 'runBy' },
};
