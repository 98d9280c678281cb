import { byKey, defineSubgraph } from '@lienthong/shared';
import { BirthRegistration, MaritalStatus } from './entities.ts';

interface CitizenReference {
  personalId: string;
}

const citizen = (personalId: string | null) => personalId && { personalId };

export default defineSubgraph({
  name: 'moj',
  agency: 'MinistryOfJustice',
  schema: new URL('./schema.graphql', import.meta.url),
  sharing: new URL('./sharing.yaml', import.meta.url),
  quality: new URL('./quality.yaml', import.meta.url),
  entities: [BirthRegistration, MaritalStatus],
  resolvers: {
    Query: {
      birthRegistration: (_, { number }, { loaders }) => loaders.one(BirthRegistration, 'number', number),
    },
    Citizen: {
      birthRegistration: ({ personalId }: CitizenReference, _, { loaders }) =>
        loaders.one(BirthRegistration, 'childId', personalId),
      married: async ({ personalId }: CitizenReference, _, { loaders }) =>
        (await loaders.one(MaritalStatus, 'citizenId', personalId))?.married,
    },
    BirthRegistration: {
      __resolveReference: byKey(BirthRegistration, 'number'),
      child: ({ childId }: BirthRegistration) => citizen(childId),
      mother: ({ motherId }: BirthRegistration) => citizen(motherId),
      father: ({ fatherId }: BirthRegistration) => citizen(fatherId),
    },
  },
  records: {
    Citizen: { subjects: ['personalId'] },
    BirthRegistration: {
      entity: BirthRegistration,
      subjects: ['childId', 'motherId', 'fatherId'],
      territories: ['province', 'commune'],
      contributor: 'registeredBy',
    },
  },
});
