import { z } from 'zod';
import type { ReadSeed, SeedRows } from '@lienthong/shared';
import { BirthRegistration, MaritalStatus } from './entities.ts';

const birthRegistrations = z.array(
  z.object({
    number: z.string(),
    childId: z.string(),
    motherId: z.string().nullable(),
    fatherId: z.string().nullable(),
    dateOfBirth: z.iso.date(),
    sex: z.enum(['MALE', 'FEMALE']),
    placeOfBirth: z.string(),
    registeredOn: z.iso.date(),
    registrarName: z.string(),
    adoptionOrigin: z.string().nullable(),
    province: z.string().nullable(),
    commune: z.string().nullable(),
    registeredBy: z.string(),
  }),
);

const maritalStatuses = z.array(z.object({ citizenId: z.string(), married: z.boolean() }));

/** The civil status register, from the synthetic records. */
export const seed = (read: ReadSeed): SeedRows => [
  [BirthRegistration, read('moj/birth-registrations.json', birthRegistrations)],
  [MaritalStatus, read('moj/marital-statuses.json', maritalStatuses)],
];
