import type {
  AssetDeclaration,
  VerificationDecision,
} from '../../../subgraphs/gov-inspectorate/asset-control.ts';
import { isOfficial } from '../world/circumstances.ts';
import { addDays, AS_OF, YEAR } from '../world/days.ts';
import { enterpriseOf } from '../world/enterprises.ts';
import { headOf, STORY_HOUSEHOLDS, type Household, type Person } from '../world/households.ts';
import { parcelsOf } from '../world/parcels.ts';
import { vehiclesOf } from '../world/vehicles.ts';
import type { Register } from './register.ts';

export const govInspectorate: Register = {
  agency: 'gov-inspectorate',
  of: (household) => {
    const officials = household.people.filter((person) => isOfficial(person, household));
    return {
      AssetDeclaration: officials.map((official) => declarationOf(official, household)),
      VerificationDecision: officials
        .filter(({ sequence }) => isVerified(sequence, household))
        .map(decisionOn),
    };
  },
};

function declarationOf({ personalId, sequence }: Person, household: Household): AssetDeclaration {
  const held = headOf(household).personalId === personalId;
  const enterprise = held ? enterpriseOf(household) : null;
  return {
    number: `KKTS-${YEAR - 1}-${sequence}`,
    declarantId: personalId,
    year: YEAR - 1,
    submittedOn: `${YEAR - 1}-12-20`,
    items: [
      ...(held ? parcelsOf(household).map(({ id }) => ({ kind: 'PARCEL', id })) : []),
      ...(held ? vehiclesOf(household).map(({ plate }) => ({ kind: 'VEHICLE', id: plate })) : []),
      ...(enterprise ? [{ kind: 'ORGANIZATION', id: enterprise.taxCode }] : []),
    ],
  };
}

/** The official of the stories, and one in five of the others. */
const isVerified = (sequence: number, { number, chanceFor }: Household): boolean =>
  number <= STORY_HOUSEHOLDS || chanceFor(`verification ${sequence}`).happens(0.2);

const decisionOn = ({ personalId, sequence }: Person): VerificationDecision => ({
  number: `${sequence}/QĐ-TTCP-${YEAR}`,
  declarantId: personalId,
  decidedOn: addDays(AS_OF, -12),
  validTo: addDays(AS_OF, 60),
});
