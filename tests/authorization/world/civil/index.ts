import { byKey, Consent, defineSubgraph, type Context } from '@lienthong/shared';
import { Citizen, Household } from './entities.ts';
import { citizens, consents, households, PLACES } from './rows.ts';

const placeOf = (code: string) => ({ code, name: PLACES[code] });
/** A value that tells whose it is and which field it stands in: where it turns up, there is no doubt what leaked. */
const said = (field: string) => (citizen: Citizen) => `${field} of ${citizen.personalId}`;

export default defineSubgraph({
  name: 'civil',
  agency: 'CivilRegistry',
  schema: new URL('./schema.graphql', import.meta.url),
  sharing: new URL('./sharing.yaml', import.meta.url),
  entities: [Citizen, Household],
  records: {
    Citizen: { entity: Citizen, subjects: ['personalId'], territories: ['commune'] },
    Household: { entity: Household, subjects: ['headId'], territories: ['commune'] },
  },
  seed: () => [
    [Household, households],
    [Citizen, citizens],
    [Consent, consents],
  ],
  resolvers: {
    Query: {
      citizen: (_, { personalId }, { loaders }) => loaders.one(Citizen, 'personalId', personalId),
      citizenByCard: (_, { cardNumber }, { loaders }) => loaders.one(Citizen, 'cardNumber', cardNumber),
      household: (_, { number }, { loaders }) => loaders.one(Household, 'number', number),
      householdsIn: (_, { commune }, { loaders }) => loaders.many(Household, 'commune', commune),
      place: (_, { code }) => (PLACES[code as string] === undefined ? null : placeOf(code as string)),
    },
    Mutation: {
      correctPhone: async (_, { personalId, phone }, { database, loaders }) => {
        await database.getRepository(Citizen).update({ personalId: personalId as string }, { phone });
        return loaders.one(Citizen, 'personalId', personalId);
      },
      reissueCard: (_, { personalId }, { loaders }) => loaders.one(Citizen, 'personalId', personalId),
    },
    Citizen: {
      __resolveReference: (reference, { loaders }: Context) =>
        reference.personalId === undefined
          ? loaders.one(Citizen, 'cardNumber', reference.cardNumber)
          : loaders.one(Citizen, 'personalId', reference.personalId),
      address: ({ commune }: Citizen) => ({ street: '7 Phố Mẫu', commune: placeOf(commune) }),
      household: ({ householdId }: Citizen, _, { loaders }) => loaders.one(Household, 'number', householdId),
      ...Object.fromEntries(
        [
          'note',
          'sex',
          'birthplace',
          'nationality',
          'occupation',
          'maritalStatus',
          'education',
          'nickname',
          'penName',
          'convictions',
          'fingerprint',
          'ethnicity',
          'faith',
          'secretFile',
          'topSecretFile',
          'undecided',
        ].map((field) => [field, said(field)]),
      ),
    },
    Household: {
      __resolveReference: byKey(Household, 'number'),
      head: ({ headId }: Household, _, { loaders }) => loaders.one(Citizen, 'personalId', headId),
      members: ({ number }: Household, _, { loaders }) => loaders.many(Citizen, 'householdId', number),
    },
  },
});
