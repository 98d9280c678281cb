import type { CompensationDecision } from '../../../subgraphs/moj/compensation.ts';
import type { BailiffOffice, JudicialPractitioner } from '../../../subgraphs/moj/judicial-support.ts';
import type { LegalAidCentre, MediationTeam } from '../../../subgraphs/moj/legal-support.ts';
import { ageOf } from '../world/circumstances.ts';
import { addDays, AS_OF, YEAR } from '../world/days.ts';
import { adultsOf, STORY_HOUSEHOLDS, type Household } from '../world/households.ts';
import type { Province } from '../world/places.ts';

/** Figures that nobody counted: they differ from place to place, and no more. */
const figure = (code: string, least: number, spread: number): number => least + (Number(code) % spread);

export const bailiffOfficesOf = ({ code, communes }: Province): BailiffOffice[] => [
  {
    code: `TPL-${code}-1`,
    name: `Văn phòng Thừa phát lại Mẫu ${code}`,
    province: code,
    commune: communes[0]!.code,
    status: 'ACTIVE',
  },
];

export const legalAidCentresOf = ({ code, name, communes }: Province): LegalAidCentre[] => [
  {
    code: `TGPL-${code}`,
    name: `Trung tâm trợ giúp pháp lý (mẫu), ${name}`,
    province: code,
    commune: communes[0]!.code,
    lawyers: figure(code, 8, 15),
  },
];

export const mediationTeamsOf = ({ code, communes }: Province): MediationTeam[] =>
  communes.slice(0, 2).map((commune) => {
    const mediated = figure(commune.code, 10, 40);
    return {
      code: `HG-${commune.code}`,
      province: code,
      commune: commune.code,
      members: figure(commune.code, 5, 6),
      mediated,
      settled: Math.floor(mediated * 0.8),
      year: YEAR - 1,
    };
  });

const TITLES = ['LAWYER', 'LAWYER', 'NOTARY', 'BAILIFF', 'AUCTIONEER', 'ARBITRATOR'] as const;

export function practitionersOf(household: Household): JudicialPractitioner[] {
  const chance = household.chanceFor('judicial professions');
  return adultsOf(household)
    .filter((person) => ageOf(person) >= 30 && ageOf(person) <= 65 && !person.member.dead)
    .filter(() => chance.happens(0.02))
    .map(({ personalId, fullName, sequence }) => ({
      cardNumber: `NN-${sequence}`,
      citizenId: personalId,
      name: fullName,
      title: chance.pick(TITLES),
      status: chance.happens(0.9) ? 'ACTIVE' : 'SUSPENDED',
      appointedOn: addDays(AS_OF, -chance.whole(200, 3_000)),
    }));
}

/** The mother of this household was harmed by an official. */
const COMPENSATED_STORY = 13;

/** What the state owes people of a household for harm that its officials did. */
export function compensationsOf(household: Household): CompensationDecision[] {
  const chance = household.chanceFor('compensation');
  const harmed =
    household.number <= STORY_HOUSEHOLDS
      ? adultsOf(household).slice(1, household.number === COMPENSATED_STORY ? 2 : 1)
      : adultsOf(household).filter(() => chance.happens(0.001));
  return harmed.map(({ personalId, sequence }) => {
    const decidedOn = addDays(AS_OF, -chance.whole(30, 300));
    return {
      number: `BT-${decidedOn.slice(0, 4)}-${sequence}`,
      claimantId: personalId,
      responsibleAgency: chance.pick(['ppc', 'mps', 'spc']),
      amount: chance.whole(20, 400) * 1_000_000,
      decidedOn,
      paidOn: chance.happens(0.5) ? addDays(decidedOn, 25) : null,
      updatedOn: addDays(AS_OF, -5),
    };
  });
}
