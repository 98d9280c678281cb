import type {
  AssistanceDecision,
  ChildRecord,
  DisabilityCertificate,
  SocialAssistanceFacility,
} from '../../../subgraphs/moh/social-assistance.ts';
import { assistedSince, entitledAs } from '../world/assistance.ts';
import { ageOf, disabilityOf } from '../world/circumstances.ts';
import { addDays, addMonths, AS_OF } from '../world/days.ts';
import type { Household, Person } from '../world/households.ts';
import type { Province } from '../world/places.ts';

const OF_AGE = 16;
const KINDS = ['MOBILITY', 'HEARING_AND_SPEECH', 'VISION', 'MENTAL', 'INTELLECTUAL', 'OTHER'] as const;

/** What the Ministry of Health keeps of those whom the state assists. */
export const socialAssistanceOf = (household: Household) => ({
  AssistanceDecision: household.people.flatMap((person) => decisionOf(person, household)),
  DisabilityCertificate: household.people.flatMap((person) => disabilityCertificateOf(person, household)),
  ChildRecord: household.people
    .filter((person) => ageOf(person) < OF_AGE)
    .map((person) => childRecordOf(person, household)),
});

export const assistanceFacilitiesOf = ({
  code: province,
  name,
  communes,
}: Province): SocialAssistanceFacility[] => [
  {
    code: `TGXH-${province}-1`,
    name: `Trung tâm bảo trợ xã hội Mẫu, ${name}`,
    kind: 'GENERAL',
    province,
    commune: communes[0]!.code,
    capacity: 80 + Number(province),
  },
];

function decisionOf(person: Person, household: Household): AssistanceDecision[] {
  const validFrom = assistedSince(person, household);
  if (validFrom === null) return [];
  return [
    {
      number: `TG-${household.commune.code}-${person.sequence}`,
      citizenId: person.personalId,
      group: entitledAs(person, household) ?? 'OTHER',
      validFrom,
      validTo: null,
      ...placeOf(household),
      updatedOn: reviewedOn(person, household),
    },
  ];
}

function disabilityCertificateOf(person: Person, household: Household): DisabilityCertificate[] {
  const level = disabilityOf(person, household);
  if (level === null || person.member.dead) return [];
  const chance = household.chanceFor(`disability certificate ${person.sequence}`);
  const issuedOn = addDays(AS_OF, -chance.whole(60, 2_500));
  return [
    {
      number: `KT-${household.commune.code}-${person.sequence}`,
      citizenId: person.personalId,
      level,
      kind: chance.pick(KINDS),
      issuedOn: issuedOn < person.dateOfBirth ? person.dateOfBirth : issuedOn,
      withdrawnOn: null,
      ...placeOf(household),
      updatedOn: reviewedOn(person, household),
    },
  ];
}

function childRecordOf(person: Person, household: Household): ChildRecord {
  const alone = household.chanceFor(`child ${person.sequence}`).happens(0.01);
  return {
    citizenId: person.personalId,
    circumstance: disabilityOf(person, household) !== null ? 'DISABLED' : alone ? 'OTHER' : null,
    ofAgeOn: addMonths(person.dateOfBirth, OF_AGE * 12),
    reviewedOn: reviewedOn(person, household),
    ...placeOf(household),
  };
}

const placeOf = ({ province, commune }: Household) => ({ province: province.code, commune: commune.code });

/** Communes go through their lists once a year. */
const reviewedOn = (person: Person, household: Household): string =>
  addDays(AS_OF, -household.chanceFor(`review ${person.sequence}`).whole(5, 360));
