import type { DiplomaticPassport, Legalisation, MigrationCount } from '../../../subgraphs/mofa/consular.ts';
import { createChance, hashOf } from '../world/chance.ts';
import { ageOf, isOfficial } from '../world/circumstances.ts';
import { addDays, AS_OF } from '../world/days.ts';
import { adultsOf, STORY_HOUSEHOLDS, type Household, type Person } from '../world/households.ts';
import type { Register } from './register.ts';

export const mofa: Register = {
  agency: 'mofa',
  once: ({ seed }) => ({ MigrationCount: migrationOf(seed) }),
  of: (household) => ({
    DiplomaticPassport: adultsOf(household).flatMap((person) => passportOf(person, household)),
    Legalisation: adultsOf(household).flatMap((person) => legalisationOf(person, household)),
  }),
};

/** Some officials travel for the state; those of the stories do. */
function passportOf(person: Person, household: Household): DiplomaticPassport[] {
  const chance = household.chanceFor(`passport ${person.sequence}`);
  const travels = household.number <= STORY_HOUSEHOLDS || chance.happens(0.2);
  if (!isOfficial(person, household) || !travels) return [];
  const issuedOn = addDays(AS_OF, -chance.whole(100, 1_500));
  return [
    {
      // Series of ordinary passports are B, C, P, K: no passport has this one.
      number: `Z${String(90_000_000 + person.sequence)}`,
      kind: chance.happens(0.2) ? 'DIPLOMATIC' : 'OFFICIAL',
      holderId: person.personalId,
      issuedOn,
      validTo: addDays(issuedOn, 5 * 365),
      revokedOn: null,
      updatedOn: issuedOn,
    },
  ];
}

/** Who lived abroad brings papers from there. */
function legalisationOf(person: Person, household: Household): Legalisation[] {
  const chance = household.chanceFor(`legalisation ${person.sequence}`);
  const abroad = household.shape.name === 'birth-abroad' && person.member.role === 'mother';
  if (person.member.dead || ageOf(person) > 65 || !(abroad || chance.happens(0.02))) return [];
  const issuedOn = addDays(AS_OF, -chance.whole(30, 1_800));
  return [
    {
      number: `HPH-${issuedOn.slice(0, 4)}-${String(person.sequence).padStart(6, '0')}`,
      documentKind: abroad ? 'DEGREE' : chance.pick(['DEGREE', 'CRIMINAL_RECORD', 'CIVIL_STATUS', 'OTHER']),
      country: chance.pick(['JP', 'KR', 'DE', 'AU']),
      issuedOn,
      holderId: person.personalId,
    },
  ];
}

const migrationOf = (seed: number): MigrationCount[] =>
  [2024, 2025].flatMap((year) =>
    ['JP', 'KR', 'DE', 'TW'].flatMap((country) =>
      ['WORK', 'STUDY', 'FAMILY'].map((purpose) => ({
        year,
        country,
        purpose,
        people: createChance(seed ^ hashOf(`${year} ${country} ${purpose}`)).whole(200, 60_000),
      })),
    ),
  );
