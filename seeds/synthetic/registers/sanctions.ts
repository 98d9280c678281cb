import type { Sanction } from '../../../subgraphs/moj/sanctions.ts';
import { addDays, AS_OF } from '../world/days.ts';
import type { Household } from '../world/households.ts';
import {
  enterpriseSanctionsOf,
  sanctionsOf,
  trafficFinesOf,
  type Sanction as Decided,
} from '../world/offences.ts';

/** What agencies have reported of a household: sanctions of its people and enterprise, and what the traffic police fined. */
export function reportedSanctionsOf(household: Household): Sanction[] {
  const chance = household.chanceFor('reported sanctions');
  const traffic = trafficFinesOf(household).map(({ paidOn, points: _, ...fine }): Decided => ({
    ...fine,
    by: 'mps',
    kind: 'FINE',
    completedOn: paidOn,
  }));
  const entry = (
    { decisionNumber, offenderId, provision, by, kind, amount, decidedOn, completedOn }: Decided,
    isPerson: boolean,
  ): Sanction => ({
    decisionNumber,
    citizenId: isPerson ? offenderId : null,
    taxCode: isPerson ? null : offenderId,
    provision,
    kind,
    amount: kind === 'WARNING' ? null : amount,
    decidedOn,
    completedOn,
    contributedBy: by,
    updatedOn: addDays(AS_OF, -chance.whole(0, 20)),
  });
  return [
    ...[...sanctionsOf(household), ...traffic].map((each) => entry(each, true)),
    ...enterpriseSanctionsOf(household).map((each) => entry(each, false)),
  ];
}
