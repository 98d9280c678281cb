import type { Claim, HealthRecord, TestResult, Vaccination } from '../../../subgraphs/moh/entities.ts';
import { SCHEDULE } from '../../../subgraphs/moh/vaccination-schedule.ts';
import type { Chance } from '../world/chance.ts';
import { addDays, addMonths, AS_OF } from '../world/days.ts';
import { facilitiesOf } from './facilities.ts';
import type { Household, Person } from '../world/households.ts';

interface Health {
  readonly healthRecord: HealthRecord;
  readonly testResults: readonly TestResult[];
  readonly claims: readonly Claim[];
  readonly vaccinations: readonly Vaccination[];
}

/** What the health registers hold of a person. */
export function healthOf(person: Person, { province, chanceFor }: Household): Health {
  const chance = chanceFor(`health ${person.sequence}`);
  const grown = person.member.role !== 'child';
  const ofPerson = {
    healthRecordId: `YT-${String(person.sequence).padStart(8, '0')}`,
    citizenId: person.personalId,
  };
  const laboratories = facilitiesOf(province);
  const some = (most: number) =>
    Array.from({ length: grown ? chance.whole(1, most) : 0 }, (_, index) => index + 1);
  const recently = () => addDays(AS_OF, -chance.whole(10, 700));
  return {
    healthRecord: {
      healthId: ofPerson.healthRecordId,
      citizenId: person.personalId,
      allergies: chance.happens(0.4) ? [chance.pick(['Penicillin', 'Hải sản', 'Phấn hoa'])] : [],
      bloodGroup: chance.pick(['O+', 'A+', 'B+', 'AB+', 'O-']),
      conditions:
        grown && chance.happens(0.4) ? [chance.pick(['Tăng huyết áp', 'Đái tháo đường típ 2'])] : [],
      referral: grown && chance.happens(0.5) ? `CT-2026-${person.sequence}` : null,
      occupationalDisease: person.member.role === 'father' && chance.happens(0.3),
    },
    testResults: some(3).map((number) => ({
      id: `XN-${person.sequence}-${number}`,
      ...ofPerson,
      ...test(chance),
      takenOn: recently(),
      contributedBy: chance.pick(laboratories).runBy,
    })),
    claims: some(2).map((number) => ({
      id: `BH-${person.sequence}-${number}`,
      ...ofPerson,
      encounter: `LK-2026-${String(person.sequence * 10 + number).padStart(6, '0')}`,
      serviceCode: chance.pick(['MAU.0001', 'MAU.0002', 'MAU.0003']),
      amount: chance.whole(5, 200) * 10_000,
      servedOn: recently(),
    })),
    vaccinations: grown ? [] : vaccinationsOf(person, chance),
  };
}

const test = (chance: Chance): Pick<TestResult, 'kind' | 'value'> =>
  chance.pick([
    { kind: 'GLUCOSE', value: `${chance.whole(40, 75) / 10} mmol/L` },
    { kind: 'CREATININE', value: `${chance.whole(55, 110)} µmol/L` },
    { kind: 'HEMOGLOBIN', value: `${chance.whole(115, 165)} g/L` },
  ]);

/** Every dose a month before it is due; who is behind lacks the last. */
function vaccinationsOf({ personalId, dateOfBirth, member }: Person, chance: Chance): Vaccination[] {
  return SCHEDULE.map(([vaccine, dose, months]) => ({
    citizenId: personalId,
    vaccine,
    dose,
    givenOn: addDays(addMonths(dateOfBirth, months - 1), chance.whole(1, 10)),
  }))
    .filter(({ givenOn }) => givenOn < AS_OF)
    .slice(0, member.behindOnVaccines ? -1 : undefined);
}
