import { byKey, Consent, defineSubgraph } from '@lienthong/shared';
import { Facility, HealthEvent, HealthRecord } from './entities.ts';
import { consents, facilities, healthEvents, healthRecords } from './rows.ts';

interface CitizenReference {
  readonly personalId: string;
  readonly dateOfBirth?: string | null;
}

export default defineSubgraph({
  name: 'health',
  agency: 'HealthService',
  schema: new URL('./schema.graphql', import.meta.url),
  sharing: new URL('./sharing.yaml', import.meta.url),
  entities: [HealthRecord, HealthEvent, Facility],
  records: {
    Citizen: { subjects: ['personalId'] },
    HealthRecord: { entity: HealthRecord, subjects: ['citizenId'] },
    Vaccination: { entity: HealthEvent, subjects: ['citizenId'] },
    Admission: { subjects: ['citizenId'] },
    Facility: { entity: Facility },
  },
  seed: () => [
    [HealthRecord, healthRecords],
    [HealthEvent, healthEvents],
    [Facility, facilities],
    [Consent, consents],
  ],
  resolvers: {
    Query: {
      healthRecord: (_, { id }, { loaders }) => loaders.one(HealthRecord, 'id', id),
      facilities: (_, __, { database }) => database.getRepository(Facility).find({ order: { code: 'ASC' } }),
    },
    Citizen: {
      healthRecord: ({ personalId }: CitizenReference, _, { loaders }) =>
        loaders.one(HealthRecord, 'citizenId', personalId),
      oldEnoughToDrive: ({ dateOfBirth }: CitizenReference) => (dateOfBirth ? dateOfBirth < '2005' : null),
      healthEvents: ({ personalId }: CitizenReference, _, { loaders }) =>
        loaders.many(HealthEvent, 'citizenId', personalId),
    },
    HealthRecord: {
      __resolveReference: byKey(HealthRecord, 'id'),
      patient: ({ citizenId }: HealthRecord) => ({ personalId: citizenId }),
    },
    HealthEvent: { __resolveType: ({ kind }: HealthEvent) => kind },
    Vaccination: { vaccine: ({ what }: HealthEvent) => what },
    Admission: { ward: ({ what }: HealthEvent) => what },
    Facility: { place: ({ placeId }: Facility) => ({ code: placeId, name: `Xã ${placeId}` }) },
  },
});
