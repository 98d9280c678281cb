import { addDays, AS_OF } from './days.ts';
import { adultsOf, headOf, STORY_HOUSEHOLDS, type Household } from './households.ts';
import { convictionsOf } from './offences.ts';
import { parcelsOf, type Parcel } from './parcels.ts';
import { STORIES } from './stories.ts';
import { vehiclesOf } from './vehicles.ts';

/** That an asset secures a debt. */
export interface Security {
  readonly number: string;
  readonly assetKind: 'PARCEL' | 'VEHICLE';
  readonly assetId: string;
  readonly grantorId: string;
  readonly bank: string;
  readonly registeredOn: string;
  readonly releasedOn: string | null;
}

/** Every mortgaged parcel secures a debt, and others did; some cars do, or did. */
export function securitiesOf(household: Household): Security[] {
  const chance = household.chanceFor('securities');
  const pledge = (assetKind: Security['assetKind'], assetId: string, released: boolean, index: number) => {
    const registeredOn = addDays(AS_OF, -chance.whole(500, 1_500));
    return {
      number: `BD-${registeredOn.slice(0, 4)}-${household.number * 10 + index}`,
      assetKind,
      assetId,
      grantorId: headOf(household).personalId,
      bank: chance.pick(['Ngân hàng Mẫu Một', 'Ngân hàng Mẫu Hai']),
      registeredOn,
      releasedOn: released ? addDays(registeredOn, chance.whole(200, 480)) : null,
    };
  };
  const parcels = parcelsOf(household)
    .filter(({ mortgaged }) => mortgaged || chance.happens(0.2))
    .map(({ id, mortgaged }, index) => pledge('PARCEL', id, !mortgaged, index));
  const cars = vehiclesOf(household)
    .filter(({ kind }) => kind === 'CAR' && chance.happens(0.3))
    .map(({ plate }, index) => pledge('VEHICLE', plate, chance.happens(0.4), parcels.length + index));
  return [...parcels, ...cars];
}

/** The enforcement of a civil judgment, or of the civil part of a criminal one. */
export interface Enforcement {
  readonly decisionNumber: string;
  readonly obligorId: string;
  readonly caseNumber: string;
  readonly decidedOn: string;
  readonly open: boolean;
  readonly distrained: Parcel | null;
}

/** Who was convicted owes the civil part until it is executed; a few others owe by a civil judgment. */
export function enforcementsOf(household: Household): Enforcement[] {
  const chance = household.chanceFor('enforcement');
  const byConviction = convictionsOf(household).map(
    ({ offenderId, caseNumber, judgedOn, civilPartExecuted }) => ({
      obligorId: offenderId,
      caseNumber,
      judgedOn,
      open: !civilPartExecuted,
    }),
  );
  const told = STORIES[household.number]?.debtor;
  const debtors =
    household.number <= STORY_HOUSEHOLDS
      ? household.people.filter(({ sequence }) => sequence % 10 === told)
      : adultsOf(household).filter(({ member }) => !member.dead && chance.happens(0.006));
  const byDebt = debtors.map(({ personalId, sequence }) => {
    const judgedOn = addDays(AS_OF, -chance.whole(100, 900));
    return {
      obligorId: personalId,
      caseNumber: `${sequence}/${judgedOn.slice(0, 4)}/DS-ST`,
      judgedOn,
      open: chance.happens(0.6) || told !== undefined,
    };
  });
  const distrainable = parcelsOf(household).find(({ mortgaged, frozen }) => !mortgaged && !frozen) ?? null;
  return [...byConviction, ...byDebt].map(({ judgedOn, ...owed }, index) => {
    const decidedOn = addDays(judgedOn, chance.whole(35, 60));
    return {
      ...owed,
      decisionNumber: `THA-${decidedOn.slice(0, 4)}-${household.number * 10 + index}`,
      decidedOn,
      distrained: owed.open && owed.obligorId === distrainable?.ownerId ? distrainable : null,
    };
  });
}
