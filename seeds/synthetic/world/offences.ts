import { makeCourtCaseNumber } from '@lienthong/shared/identifiers/court-case-number';
import { ageOf } from './circumstances.ts';
import { addDays, AS_OF } from './days.ts';
import { enterpriseOf } from './enterprises.ts';
import { adultsOf, type Household, type Person } from './households.ts';
import { STORIES } from './stories.ts';
import { vehiclesOf } from './vehicles.ts';

/** A traffic offence that was fined. */
export interface TrafficFine {
  readonly decisionNumber: string;
  readonly offenderId: string;
  /** The vehicle of the household that was driven; null where it was somebody else's. */
  readonly plate: string | null;
  readonly provision: string;
  readonly decidedOn: string;
  readonly amount: number;
  readonly points: number;
  readonly paidOn: string | null;
}

/** An administrative sanction beside traffic. */
export interface Sanction {
  readonly decisionNumber: string;
  /** A person's number, or an enterprise's tax code. */
  readonly offenderId: string;
  readonly provision: string;
  /** The agency whose people decided. */
  readonly by: string;
  readonly kind: 'WARNING' | 'FINE';
  readonly amount: number;
  readonly decidedOn: string;
  readonly completedOn: string | null;
}

export interface Conviction {
  readonly caseNumber: string;
  readonly offenderId: string;
  readonly court: string;
  readonly judgedOn: string;
  readonly offence: string;
  /** What the judgment bars from, and to which day. */
  readonly bannedPost: string | null;
  readonly bannedUntil: string | null;
  /** Whether it is served in prison. */
  readonly imprisoned: boolean;
  readonly servedOn: string | null;
  readonly expungedOn: string | null;
  readonly civilPartExecuted: boolean;
}

const byPlace = (household: Household, who: number): Person => household.people[who - 1]!;

export function trafficFinesOf(household: Household): TrafficFine[] {
  const chance = household.chanceFor('traffic');
  const told =
    STORIES[household.number]?.trafficFines?.map(({ who, ...fine }) => ({
      ...fine,
      person: byPlace(household, who),
    })) ??
    (household.number <= 16 ? [] : drivers(household))
      .filter(() => chance.happens(0.07))
      .map((person) => ({ person, paid: chance.happens(0.8), points: chance.pick([0, 2, 4]) }));
  return told.map(({ person, paid, points }, index) => {
    const decidedOn = addDays(AS_OF, -chance.whole(40, 330));
    const provision = chance.pick(['168/2024/NĐ-CP-6-9', '168/2024/NĐ-CP-7-7', '168/2024/NĐ-CP-6-5']);
    return {
      decisionNumber: `GT-${decidedOn.slice(0, 4)}-${person.sequence * 10 + index}`,
      offenderId: person.personalId,
      plate: drivenOf(provision, household),
      provision,
      decidedOn,
      amount: chance.whole(4, 40) * 100_000,
      points,
      paidOn: paid ? addDays(decidedOn, chance.whole(1, 10)) : null,
    };
  });
}

/** Article 6 of Decree 168/2024 is about cars, Article 7 about motorcycles. */
const drivenOf = (provision: string, household: Household): string | null => {
  const kind = provision.startsWith('168/2024/NĐ-CP-6') ? 'CAR' : 'MOTORCYCLE';
  return vehiclesOf(household).find((vehicle) => vehicle.kind === kind)?.plate ?? null;
};

const drivers = (household: Household): Person[] =>
  adultsOf(household).filter((person) => ageOf(person) >= 18 && ageOf(person) < 75 && !person.member.dead);

/** Whether a person may drive, and has the licence for it. */
export const drives = (person: Person, household: Household): boolean =>
  drivers(household).includes(person) &&
  (household.number <= 16 || household.chanceFor(`licence ${person.sequence}`).happens(0.7));

export function sanctionsOf(household: Household): Sanction[] {
  const chance = household.chanceFor('sanctions');
  const told =
    STORIES[household.number]?.sanctions?.map(({ who, ...each }) => ({
      ...each,
      person: byPlace(household, who),
    })) ??
    (household.number <= 16 ? [] : drivers(household))
      .filter(() => chance.happens(0.02))
      .map((person) => ({
        person,
        provision: chance.pick(['98/2020/NĐ-CP-11-1', '45/2022/NĐ-CP-25-1', '144/2021/NĐ-CP-7-1']),
        by: chance.pick(['mps', 'moit', 'most', 'mcst', 'mae', 'ppc']),
        completedDaysAgo: chance.happens(0.8) ? chance.whole(20, 900) : null,
      }));
  return told.map(({ person, provision, by, completedDaysAgo }, index) => {
    const decidedOn = addDays(AS_OF, -(completedDaysAgo ?? 20) - chance.whole(5, 15));
    return {
      decisionNumber: `XP-${decidedOn.slice(0, 4)}-${person.sequence * 10 + index}`,
      offenderId: person.personalId,
      provision,
      by,
      kind: chance.happens(0.15) ? 'WARNING' : 'FINE',
      amount: chance.whole(2, 30) * 500_000,
      decidedOn,
      completedOn: completedDaysAgo === null ? null : addDays(AS_OF, -completedDaysAgo),
    };
  });
}

/** Sanctions of the enterprise whose legal representative heads the household. */
export function enterpriseSanctionsOf(household: Household): Sanction[] {
  const enterprise = enterpriseOf(household);
  if (enterprise === null) return [];
  const chance = household.chanceFor('enterprise sanctions');
  const told =
    STORIES[household.number]?.enterpriseSanctions ??
    (chance.happens(0.25)
      ? [
          {
            provision: chance.pick(['98/2020/NĐ-CP-11-1', '45/2022/NĐ-CP-25-1']),
            by: chance.pick(['moit', 'mae', 'ppc'] as const),
            completedDaysAgo: chance.whole(20, 900),
          },
        ]
      : []);
  return told.map(({ provision, by, completedDaysAgo }, index) => {
    const decidedOn = addDays(AS_OF, -completedDaysAgo - chance.whole(5, 15));
    return {
      decisionNumber: `XP-${decidedOn.slice(0, 4)}-TC${household.number * 10 + index}`,
      offenderId: enterprise.taxCode,
      provision,
      by,
      kind: 'FINE',
      amount: chance.whole(10, 90) * 1_000_000,
      decidedOn,
      completedOn: addDays(AS_OF, -completedDaysAgo),
    };
  });
}

export function convictionsOf(household: Household): Conviction[] {
  const chance = household.chanceFor('convictions');
  const told =
    STORIES[household.number]?.convictions?.map(({ who, expunged }) => ({
      expunged,
      person: byPlace(household, who),
    })) ??
    (household.number <= 16 ? [] : drivers(household))
      .filter(() => chance.happens(0.004))
      .map((person) => ({ person, expunged: chance.happens(0.5) }));
  return told.map(({ person, expunged }, index) => {
    const judgedOn = addDays(AS_OF, -(expunged ? chance.whole(2_500, 5_000) : chance.whole(200, 1_500)));
    const servedOn = expunged ? addDays(judgedOn, chance.whole(300, 700)) : null;
    return {
      caseNumber: makeCourtCaseNumber({
        serial: person.sequence * 10 + index,
        year: Number(judgedOn.slice(0, 4)),
        kind: 'HS',
        instance: 'ST',
      }),
      offenderId: person.personalId,
      court: `TAND-MAU-${household.province.code}`,
      judgedOn,
      offence: chance.pick(['Trộm cắp tài sản', 'Đánh bạc', 'Vi phạm quy định về giao thông đường bộ']),
      ...sentenceOf(person, household, servedOn),
      servedOn,
      expungedOn: servedOn && addDays(servedOn, 3 * 365),
      civilPartExecuted: expunged || chance.happens(0.4),
    };
  });
}

/** A bar ends between one and five years after the sentence; in the stories who still has a record is barred. */
function sentenceOf(
  { sequence }: Person,
  household: Household,
  servedOn: string | null,
): Pick<Conviction, 'bannedPost' | 'bannedUntil' | 'imprisoned'> {
  const chance = household.chanceFor(`sentence ${sequence}`);
  const barred = servedOn === null ? household.number <= 16 || chance.happens(0.3) : chance.happens(0.2);
  return {
    imprisoned: chance.happens(0.6),
    bannedPost: barred ? chance.pick(['Kế toán trưởng', 'Thủ kho', 'Giám đốc doanh nghiệp']) : null,
    bannedUntil: barred ? addDays(servedOn ?? AS_OF, chance.whole(400, 1_800)) : null,
  };
}
