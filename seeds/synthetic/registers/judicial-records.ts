import type { Consent } from '@lienthong/shared';
import type {
  CommunitySentence,
  CriminalRecord,
  CriminalRecordCertificate,
  PrisonTerm,
} from '../../../subgraphs/mps/criminal-records.ts';
import { addDays, AS_OF } from '../world/days.ts';
import { adultsOf, STORY_HOUSEHOLDS, type Household, type Person } from '../world/households.ts';
import { convictionsOf, type Conviction } from '../world/offences.ts';

/** What the police keep of convictions in a household, of how they were served, and of the certificates issued. */
export const judicialRecordsOf = (
  household: Household,
): {
  CriminalRecord: CriminalRecord[];
  CriminalRecordCertificate: CriminalRecordCertificate[];
  PrisonTerm: PrisonTerm[];
  CommunitySentence: CommunitySentence[];
} => {
  const convictions = convictionsOf(household);
  const inPrison = convictions.filter(({ imprisoned }) => imprisoned);
  const outside = convictions.filter(({ imprisoned }) => !imprisoned);
  return {
    CriminalRecord: convictions.map(({ offenderId, imprisoned: _, ...conviction }) => ({
      ...conviction,
      citizenId: offenderId,
      updatedOn: addDays(AS_OF, -household.chanceFor(conviction.caseNumber).whole(1, 60)),
    })),
    CriminalRecordCertificate: adultsOf(household).flatMap((person) => certificatesOf(person, household)),
    PrisonTerm: inPrison.map((conviction) => ({
      ...begun(conviction),
      releasedOn: conviction.servedOn,
    })),
    CommunitySentence: outside.map((conviction) => ({
      ...begun(conviction),
      kind: household.chanceFor(conviction.caseNumber).pick(['SUSPENDED', 'NON_CUSTODIAL']),
      province: household.province.code,
      commune: household.commune.code,
      completedOn: conviction.servedOn,
    })),
  };
};

const begun = ({ caseNumber, offenderId, judgedOn }: Conviction) => ({
  caseNumber,
  citizenId: offenderId,
  begunOn: addDays(judgedOn, 30),
});

/** In the stories: who was convicted has a certificate of each kind, and the first father one that says nothing. */
function certificatesOf(person: Person, household: Household): CriminalRecordCertificate[] {
  const chance = household.chanceFor(`certificate ${person.sequence}`);
  const issuedOn = addDays(AS_OF, -chance.whole(5, 90));
  const convicted = convictionsOf(household).some(({ offenderId }) => offenderId === person.personalId);
  const told =
    household.number <= STORY_HOUSEHOLDS
      ? convicted || person.sequence === FIRST_FATHER
      : chance.happens(0.04);
  return (told ? ([['ONE', 1], ...(convicted ? [['TWO', 2] as const] : [])] as const) : []).map(
    ([type, number]) => ({
      number: `LLTP-${issuedOn.slice(0, 4)}-${String(person.sequence).padStart(6, '0')}-${number}`,
      citizenId: person.personalId,
      type,
      issuedOn,
    }),
  );
}

const FIRST_FATHER = 11;

/** Who handed in a certificate No. 1, and agreed that it be looked up: the first father, and the one who was expunged. */
export const certificateConsentsOf = ({ number, people }: Household): Consent[] =>
  HANDED_IN.includes(number)
    ? [
        {
          id: `DY-LLTP-${number}`,
          subject: people[0]!.personalId,
          purpose: 'criminal-record-check',
          kind: 'CONSENT',
          validFrom: '2026-08-01',
          validTo: null,
        },
      ]
    : [];

const HANDED_IN = [1, 6];
