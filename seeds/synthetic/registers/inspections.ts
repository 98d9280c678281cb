import { addDays } from '../world/days.ts';
import type { Household } from '../world/households.ts';
import { sanctionsOf } from '../world/offences.ts';

/** What an agency's inspectors wrote down before the decisions it took. */
export const inspectionsOf = (household: Household, agency: string) =>
  sanctionsOf(household)
    .filter(({ by }) => by === agency)
    .map(({ decisionNumber, offenderId, provision, decidedOn }) => ({
      number: decisionNumber.replace('XP', 'BB'),
      inspectedId: offenderId,
      provision,
      inspectedOn: addDays(decidedOn, -7),
      decisionNumber,
      province: household.province.code,
    }));
