import type {
  ElectronicIdentity,
  IdentityCard,
  OrdinaryPassport,
  Residence,
} from '../../../subgraphs/mps/papers.ts';
import type {
  FireSafetyApproval,
  OrganizationElectronicIdentity,
  Seal,
  SecurityCertificate,
  TrafficAccidentCount,
} from '../../../subgraphs/mps/public-order.ts';
import { createChance, hashOf } from '../world/chance.ts';
import { ageOf } from '../world/circumstances.ts';
import type { Country } from '../world/country.ts';
import { addDays, addMonths, AS_OF } from '../world/days.ts';
import { enterpriseOf } from '../world/enterprises.ts';
import type { Household, Person } from '../world/households.ts';

/** What the police keep of who lives where, and of the papers they issued in a household. */
export const policePapersOf = (
  household: Household,
): {
  Residence: Residence[];
  IdentityCard: IdentityCard[];
  ElectronicIdentity: ElectronicIdentity[];
  OrdinaryPassport: OrdinaryPassport[];
} => {
  const alive = household.people.filter(({ member }) => !member.dead);
  return {
    Residence: alive.map((person) => residenceOf(person, household)),
    IdentityCard: alive
      .filter((person) => ageOf(person) >= CARD_FROM)
      .map((person) => cardOf(person, household)),
    ElectronicIdentity: alive.flatMap((person) => electronicOf(person, household)),
    OrdinaryPassport: alive.flatMap((person) => passportOf(person, household)),
  };
};

function residenceOf({ personalId, sequence, dateOfBirth }: Person, household: Household): Residence {
  const { street, commune, province } = household;
  const chance = household.chanceFor(`residence ${sequence}`);
  const drawn = addDays(AS_OF, -chance.whole(10, 4_000));
  const registeredOn = drawn < dateOfBirth ? addDays(dateOfBirth, 5) : drawn;
  return {
    citizenId: personalId,
    noticeNumber: `CT-${commune.code}-${registeredOn.slice(0, 4)}-${String(sequence).padStart(6, '0')}`,
    address: [street, commune.name, province.name].join(', '),
    province: province.code,
    commune: commune.code,
    registeredOn,
    updatedOn: addDays(AS_OF, -chance.whole(0, 9)),
  };
}

/** Who is 14 must have a card; it holds to 25, 40 and 60 years, and then for life (Law 26/2023, Articles 19 and 21). */
const CARD_FROM = 14;
const RENEWED_AT = [25, 40, 60] as const;

function cardOf(person: Person, household: Household): IdentityCard {
  const { personalId, sequence, dateOfBirth } = person;
  const until = RENEWED_AT.find((age) => age > ageOf(person));
  const last = RENEWED_AT.findLast((age) => age <= ageOf(person)) ?? CARD_FROM;
  const due = addMonths(dateOfBirth, 12 * last);
  const issuedOn = addDays(
    due > CARDS_SINCE ? due : CARDS_SINCE,
    household.chanceFor(`card ${sequence}`).whole(0, 40),
  );
  return {
    citizenId: personalId,
    issuedOn: issuedOn > AS_OF ? AS_OF : issuedOn,
    validTo: until === undefined ? null : addMonths(dateOfBirth, 12 * until),
  };
}

/** Invented: in this world cards with a chip begin on this day. */
const CARDS_SINCE = '2021-03-01';

function electronicOf(person: Person, household: Household): ElectronicIdentity[] {
  const { personalId, sequence, member } = person;
  const chance = household.chanceFor(`electronic identity ${sequence}`);
  const verified = member.role === 'father' || member.role === 'mother';
  if (ageOf(person) < CARD_FROM || (!verified && !chance.happens(0.5))) return [];
  return [
    {
      citizenId: personalId,
      level: verified ? 2 : 1,
      activatedOn: addDays(AS_OF, -chance.whole(30, 1_200)),
    },
  ];
}

/** Letters of no series. */
function passportOf({ personalId, sequence }: Person, household: Household): OrdinaryPassport[] {
  const chance = household.chanceFor(`passport ${sequence}`);
  if (!chance.happens(0.2)) return [];
  const issuedOn = addDays(AS_OF, -chance.whole(30, 1_700));
  return [
    {
      number: `X${String(sequence).padStart(8, '0')}`,
      citizenId: personalId,
      issuedOn,
      validTo: addMonths(issuedOn, 120),
    },
  ];
}

/** What the police keep of a household's enterprise. */
export const policeOnEnterprise = (
  household: Household,
): {
  OrganizationElectronicIdentity: OrganizationElectronicIdentity[];
  Seal: Seal[];
  SecurityCertificate: SecurityCertificate[];
  FireSafetyApproval: FireSafetyApproval[];
} => {
  const enterprise = enterpriseOf(household);
  const none = {
    OrganizationElectronicIdentity: [],
    Seal: [],
    SecurityCertificate: [],
    FireSafetyApproval: [],
  };
  if (!enterprise) return none;
  const { taxCode, kind, sector, foundedOn, province } = enterprise;
  const chance = household.chanceFor('police on enterprise');
  const number = String(household.number).padStart(6, '0');
  return {
    OrganizationElectronicIdentity: [{ taxCode, activatedOn: addDays(AS_OF, -chance.whole(20, 380)) }],
    // Since the Law on Enterprises 59/2020 only others than companies register theirs.
    Seal:
      kind === 'COOPERATIVE'
        ? [{ certificateNumber: `DAU-${province}-${number}`, taxCode, registeredOn: addDays(foundedOn, 10) }]
        : [],
    SecurityCertificate:
      sector === 'TRADE'
        ? [
            {
              number: `ANTT-${province}-${number}`,
              taxCode,
              line: chance.pick(['LODGING', 'PAWN', 'SECURITY_SERVICE']),
              issuedOn: addDays(foundedOn, 40),
            },
          ]
        : [],
    FireSafetyApproval: [
      { number: `PCCC-${province}-${number}`, taxCode, approvedOn: addDays(foundedOn, 25) },
    ],
  };
};

/** Road accidents of each province in the last months: figures without people. */
export const accidentsOf = ({ provinces, seed }: Country): TrafficAccidentCount[] =>
  provinces.flatMap(({ code: province }) =>
    ['2026-08', '2026-09', '2026-10'].map((month) => {
      const chance = createChance(seed ^ hashOf(`accidents ${province} ${month}`));
      const accidents = chance.whole(4, 90);
      return { province, month, accidents, injured: chance.whole(0, accidents) };
    }),
  );
