import { readdirSync, readFileSync } from 'node:fs';
import type { Consent } from '@lienthong/shared';
import type { LandParcel, LandPrice } from '../../subgraphs/mae/land.ts';
import type { PoorHousehold } from '../../subgraphs/mae/poverty.ts';
import type { Organization, Shareholder } from '../../subgraphs/mof/enterprises.ts';
import type { BirthCertificate, Claim, HealthRecord, TestResult } from '../../subgraphs/moh/entities.ts';
import type { BirthRegistration, MaritalStatus } from '../../subgraphs/moj/entities.ts';
import type { Citizen, Guardianship } from '../../subgraphs/mps/entities.ts';

interface Files {
  'mof/Organization': Organization[];
  'mof/Shareholder': Shareholder[];
  'mps/Citizen': Citizen[];
  'mps/Guardianship': Guardianship[];
  'moj/BirthRegistration': BirthRegistration[];
  'moj/MaritalStatus': MaritalStatus[];
  'moh/BirthCertificate': BirthCertificate[];
  'moh/HealthRecord': HealthRecord[];
  'moh/TestResult': TestResult[];
  'moh/Claim': Claim[];
  'moh/Consent': Consent[];
  'mae/LandParcel': LandParcel[];
  'mae/LandPrice': LandPrice[];
  'mae/PoorHousehold': PoorHousehold[];
}

const folder = new URL('../../seeds/synthetic/records/', import.meta.url);

/** What a committed file of the synthetic records says. */
export const textOf = (file: string): string => readFileSync(new URL(`${file}.json`, folder), 'utf8');
export const synthetic = <File extends keyof Files>(file: File): Files[File] =>
  JSON.parse(textOf(file)) as Files[File];

/** The names of all of them. */
export const syntheticFiles = (): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
