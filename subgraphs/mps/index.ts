import { byKey, compareClaims, defineSubgraph, isoDay, legalDay } from '@lienthong/shared';
import { newborns } from './newborns.ts';
import { Citizen, Guardianship } from './entities.ts';
import { criminalRecords } from './criminal-records.ts';
import { hasTurned } from './has-turned.ts';
import { papers } from './papers.ts';
import { publicOrder } from './public-order.ts';
import { roads } from './roads.ts';

const comparison = compareClaims(Citizen, 'personalId', ['fullName', 'dateOfBirth', 'sex', 'alive']);

export default defineSubgraph({
  name: 'mps',
  agency: 'MinistryOfPublicSecurity',
  schema: new URL('./schema.graphql', import.meta.url),
  sharing: new URL('./sharing.yaml', import.meta.url),
  quality: new URL('./quality.yaml', import.meta.url),
  entities: [Citizen, Guardianship],
  resolvers: {
    Query: {
      citizen: (_, { personalId }, { loaders }) => loaders.one(Citizen, 'personalId', personalId),
      citizenMatches: comparison.matches,
    },
    CitizenMatch: comparison.fields,
    Citizen: {
      __resolveReference: byKey(Citizen, 'personalId'),
      ageAtLeast: ({ dateOfBirth }: Citizen, { years }: { years: number }) =>
        hasTurned(years, dateOfBirth, isoDay(legalDay(Date.now()))),
      livesIn: (citizen: Citizen, { commune }: { commune: string }) => citizen.commune === commune,
      isGuardianOf: async ({ personalId }: Citizen, { child }: { child: string }, { loaders }) =>
        (await loaders.many(Guardianship, 'childId', child)).some(
          ({ guardianId }) => guardianId === personalId,
        ),
    },
  },
  records: {
    CitizenMatch: { subjects: ['personalId'] },
    Citizen: { entity: Citizen, subjects: ['personalId'], territories: ['province', 'commune'] },
  },
  parts: [criminalRecords, newborns, papers, publicOrder, roads],
});
