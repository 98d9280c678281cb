import { makeDossierNumber } from '@lienthong/shared/identifiers/dossier-number';
import type { Dossier, DossierStep } from '../../../subgraphs/gov-office/dossiers.ts';
import type { Petition } from '../../../subgraphs/gov-office/petitions.ts';
import { entitledAs, assistedSince } from '../world/assistance.ts';
import { addDays, AS_OF } from '../world/days.ts';
import {
  adultsOf,
  childrenOf,
  headOf,
  STORY_HOUSEHOLDS,
  type Household,
  type Person,
} from '../world/households.ts';
import { officeOf } from './ppc.ts';
import type { Register } from './register.ts';

export const PROCEDURES = {
  birth: '1.001193',
  residence: '1.004222',
  assistance: '1.001776',
} as const;

/** Days a procedure may take: three for the chain at birth (Decree 63/2024), others as in this world. */
const DAYS: Readonly<Record<string, number>> = {
  [PROCEDURES.birth]: 3,
  [PROCEDURES.residence]: 7,
  [PROCEDURES.assistance]: 22,
};

interface HandedIn {
  readonly by: Person;
  readonly procedure: string;
  readonly on: string;
  /** Days it took; null where it is not done. */
  readonly took: number | null;
}

export const govOffice: Register = {
  agency: 'gov-office',
  of: (household) => {
    const made = handedInBy(household).map((each, index) => dossierOf(each, index, household));
    return {
      Dossier: made.map(({ dossier }) => dossier),
      DossierStep: made.flatMap(({ steps }) => steps),
      Petition: petitionsOf(household),
    };
  },
};

/** What a household has handed in: the births of this year, and what chance brings. */
function handedInBy(household: Household): HandedIn[] {
  const chance = household.chanceFor('dossiers');
  const births = childrenOf(household)
    .filter(({ dateOfBirth }) => dateOfBirth >= '2026-01-01')
    .map(({ dateOfBirth }) => ({
      by: headOf(household),
      procedure: PROCEDURES.birth,
      on: addDays(dateOfBirth, 3),
      took: chance.whole(1, 4),
    }));
  const unassisted = household.people
    .filter((person) => entitledAs(person, household) !== null && assistedSince(person, household) === null)
    .map((by) => ({ by, procedure: PROCEDURES.assistance, on: addDays(AS_OF, -10), took: null }));
  const moved =
    household.number > STORY_HOUSEHOLDS && !headOf(household).member.dead && chance.happens(0.3)
      ? [
          {
            by: headOf(household),
            procedure: PROCEDURES.residence,
            on: addDays(AS_OF, -chance.whole(10, 300)),
            took: chance.whole(2, 9),
          },
        ]
      : [];
  return [...births, ...unassisted, ...moved];
}

function dossierOf(
  { by, procedure, on, took }: HandedIn,
  index: number,
  household: Household,
): { dossier: Dossier; steps: DossierStep[] } {
  const chance = household.chanceFor(`dossier ${by.sequence} ${index}`);
  const number = makeDossierNumber({
    organisation: `H${household.province.code}.MAU`,
    day: on,
    serial: by.sequence * 10 + index,
  });
  const doneOn = took === null ? null : addDays(on, took);
  const handledBy = procedure === PROCEDURES.residence ? 'mps' : 'ppc';
  return {
    dossier: {
      number,
      procedureCode: procedure,
      applicantId: by.personalId,
      status: doneOn === null ? 'IN_PROGRESS' : 'DONE',
      submittedOn: on,
      dueOn: addDays(on, DAYS[procedure]!),
      doneOn,
      handledBy,
      officeCode: chance.happens(0.5) ? officeOf(household.province).code : null,
      province: household.province.code,
      updatedOn: doneOn ?? on,
    },
    steps: [
      ['Tiếp nhận', 'ppc', on] as const,
      ['Giải quyết', handledBy, doneOn] as const,
      ['Trả kết quả', 'ppc', doneOn] as const,
    ].map(([name, doer, done], position) => ({
      dossierNumber: number,
      position,
      applicantId: by.personalId,
      handledBy,
      name,
      by: doer,
      doneOn: done,
    })),
  };
}

function petitionsOf(household: Household): Petition[] {
  const chance = household.chanceFor('petition');
  const petitioner = adultsOf(household).find(({ member }) => !member.dead);
  if (household.number <= STORY_HOUSEHOLDS || !petitioner || !chance.happens(0.08)) return [];
  const receivedOn = addDays(AS_OF, -chance.whole(20, 300));
  return [
    {
      number: `PAKN-MAU-${petitioner.sequence}`,
      subject: chance.pick([
        'Thủ tục còn yêu cầu bản sao giấy tờ đã có trong cơ sở dữ liệu',
        'Biểu mẫu trực tuyến chưa điền sẵn thông tin',
        'Đề nghị rút ngắn thời hạn giải quyết',
      ]),
      procedureCode: chance.pick(Object.values(PROCEDURES)),
      addressedTo: chance.pick(['moj', 'mps', 'moh', 'ppc']),
      receivedOn,
      answeredOn: chance.happens(0.7) ? addDays(receivedOn, chance.whole(3, 19)) : null,
      petitionerId: petitioner.personalId,
    },
  ];
}
