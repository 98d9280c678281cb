import type { SecuritiesHolding } from '../../../subgraphs/mof/securities.ts';
import { addDays, AS_OF } from '../world/days.ts';
import { headOf, STORY_HOUSEHOLDS, type Household } from '../world/households.ts';
import { STORIES } from '../world/stories.ts';

/** What the depository holds for a household's head. The symbols are of five letters: those of real shares have three. */
export function securitiesOf(household: Household): SecuritiesHolding[] {
  const head = headOf(household);
  const chance = household.chanceFor('securities');
  const told = STORIES[household.number]?.securities;
  const holds = household.number <= STORY_HOUSEHOLDS ? told === true : chance.happens(0.06);
  if (!holds || head.member.dead) return [];
  return [
    {
      citizenId: head.personalId,
      symbol: chance.pick(['MAUAA', 'MAUBB', 'MAUCC']),
      quantity: chance.whole(1, 200) * 100,
      price: chance.whole(80, 900) * 100,
      confirmedOn: addDays(AS_OF, -chance.whole(1, 30)),
    },
  ];
}
