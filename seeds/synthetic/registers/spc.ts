import type { FreezeOrder, Judgment } from '../../../subgraphs/spc/judgments.ts';
import { addDays, AS_OF } from '../world/days.ts';
import type { Household } from '../world/households.ts';
import { convictionsOf } from '../world/offences.ts';
import { parcelsOf } from '../world/parcels.ts';
import type { Register } from './register.ts';

export const spc: Register = {
  agency: 'spc',
  of: (household) => ({
    Judgment: convictionsOf(household).map(
      ({ caseNumber, offenderId, court, judgedOn, offence, bannedPost, bannedUntil }): Judgment => ({
        caseNumber,
        defendantId: offenderId,
        court,
        kind: 'CRIMINAL',
        date: judgedOn,
        offence,
        bannedPost,
        bannedUntil,
      }),
    ),
    FreezeOrder: freezesOf(household),
  }),
};

/** A parcel that is free today may have been frozen before. */
const freezesOf = (household: Household): FreezeOrder[] =>
  parcelsOf(household).flatMap(({ id, frozen, number }) => {
    const chance = household.chanceFor(`freeze ${id}`);
    if (!frozen && !chance.happens(0.05)) return [];
    const orderedOn = addDays(AS_OF, -chance.whole(60, 700));
    return [
      {
        caseNumber: `${household.number * 10 + (number % 10)}/${orderedOn.slice(0, 4)}/DS-ST`,
        parcelId: id,
        orderedOn,
        liftedOn: frozen ? null : addDays(orderedOn, 50),
      },
    ];
  });
