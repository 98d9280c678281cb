import type { SubgraphPart } from '@lienthong/shared';
import { BirthRegistration } from '../civil-status.ts';
import { BirthDossier, BirthStep, BIRTH_STEPS, type BirthStepKind } from './entities.ts';
import { registerBirth } from './register-birth.ts';

const ORDER = Object.keys(BIRTH_STEPS);
const inOrder = (one: BirthStep, other: BirthStep): number =>
  ORDER.indexOf(one.step) - ORDER.indexOf(other.step);

/** The chain of a birth: registration, number and residence, health insurance (Decree 63/2024). */
export const births: SubgraphPart = {
  schema: new URL('./births.graphql', import.meta.url),
  entities: [BirthDossier, BirthStep],
  resolvers: {
    Query: {
      birthDossier: (_, { number }, { loaders }) => loaders.one(BirthDossier, 'number', number),
    },
    Mutation: { registerBirth },
    BirthDossier: {
      registration: ({ registration }: BirthDossier, _, { loaders }) =>
        loaders.one(BirthRegistration, 'number', registration),
      steps: async ({ number }: BirthDossier, _, { loaders }) =>
        (await loaders.many(BirthStep, 'dossier', number)).sort(inOrder),
      complete: async ({ number }: BirthDossier, _, { loaders }) =>
        (await loaders.many(BirthStep, 'dossier', number)).every(({ state }) => state === 'DONE'),
    },
    BirthStep: {
      agency: ({ step }: { step: BirthStepKind }) => BIRTH_STEPS[step],
    },
  },
  records: {
    BirthDossier: { entity: BirthDossier, subjects: ['childId', 'motherId', 'fatherId'] },
    BirthStep: { entity: BirthStep, subjects: ['motherId'] },
  },
};
