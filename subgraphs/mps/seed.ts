import { z } from 'zod';
import type { ReadSeed, SeedRows } from '@lienthong/shared';
import { Citizen, Guardianship } from './entities.ts';

const citizens = z.array(
  z.object({
    personalId: z.string(),
    fullName: z.string(),
    dateOfBirth: z.iso.date(),
    sex: z.enum(['MALE', 'FEMALE']),
    nationality: z.string(),
    permanentAddress: z.string(),
    province: z.string(),
    commune: z.string(),
    ethnicity: z.string(),
    religion: z.string().nullable(),
    alive: z.boolean(),
    identityVerified: z.boolean(),
  }),
);

const guardianships = z.array(z.object({ guardianId: z.string(), childId: z.string() }));

/** The population register, from the synthetic records. */
export const seed = (read: ReadSeed): SeedRows => [
  [Citizen, read('mps/citizens.json', citizens)],
  [Guardianship, read('mps/guardianships.json', guardianships)],
];
