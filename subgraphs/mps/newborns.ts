import {
  ExchangeError,
  givenBy,
  isoDay,
  legalDay,
  type AgencyCaller,
  type Context,
  type SubgraphPart,
} from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn, type EntityManager } from 'typeorm';
import { Citizen, Guardianship } from './entities.ts';

/** A child that came into the register by a dossier of birth registration. */
@Entity()
export class Newborn {
  @PrimaryColumn('text') dossier!: string;
  @Index({ unique: true }) @Column('text') registration!: string;
  @Column('text') personalId!: string;
  @Column('text') residenceDecision!: string;
  /** The parents: the case it is asked for in is theirs. */
  @Column('text') motherId!: string;
  @Column('text', { nullable: true }) fatherId!: string | null;
}

interface NewbornInput {
  readonly birthDossier: string;
  readonly registration: string;
}

interface Registered {
  readonly childName: string;
  readonly dateOfBirth: string;
  readonly sex: string;
  readonly mother: { readonly personalId: string };
  readonly father: { readonly personalId: string } | null;
}

/** The mother is in no register: where the child lives cannot be said. */
class MotherUnknown extends ExchangeError {
  constructor() {
    super('MOTHER_UNKNOWN', 422, 'The mother of the registered child is not in the population register.');
  }
}

/** The registration was entered for another dossier. */
class DossierDiffers extends ExchangeError {
  constructor() {
    super('DOSSIER_DIFFERS', 409, 'The registration of birth was entered before, for another dossier.');
  }
}

async function enterNewborn(
  _: unknown,
  { input }: { input: NewbornInput },
  context: Context,
): Promise<Newborn> {
  const known = await knownNewborn(input, context);
  if (known) return known;
  const registered = await readRegistration(input, context);
  try {
    return await context.database.transaction((manager) => enter(input, registered, manager));
  } catch (error) {
    // Another request with the same dossier was faster.
    const entered = await knownNewborn(input, context);
    if (entered) return entered;
    throw error;
  }
}

async function knownNewborn(
  { birthDossier: dossier, registration }: NewbornInput,
  { database }: Context,
): Promise<Newborn | null> {
  const known = await database.getRepository(Newborn).findOneBy([{ dossier }, { registration }]);
  if (known && (known.dossier !== dossier || known.registration !== registration)) throw new DossierDiffers();
  return known;
}

/** The register of births says who the child is: nobody else's word is taken for it. */
async function readRegistration(
  { registration }: NewbornInput,
  { askExchange, caller }: Context,
): Promise<Registered> {
  const answer = await askExchange({
    purpose: 'birth-registration',
    procedure: '1.001193',
    case: (caller as AgencyCaller).case,
    query: `query ReadRegistration($number: ID!) {
      birthRegistration(number: $number) { childName dateOfBirth sex mother { personalId } father { personalId } }
    }`,
    variables: { number: registration },
  });
  return givenBy<Registered>(answer, 'birthRegistration');
}

async function enter(
  { birthDossier: dossier, registration }: NewbornInput,
  { childName, dateOfBirth, sex, mother, father }: Registered,
  manager: EntityManager,
): Promise<Newborn> {
  const home = await manager.findOneBy(Citizen, { personalId: mother.personalId });
  if (!home) throw new MotherUnknown();
  const today = isoDay(legalDay(Date.now()));
  const personalId = await nextPersonalId(manager, mother.personalId.slice(0, 3), dateOfBirth, sex);
  await manager.insert(Citizen, {
    personalId,
    fullName: childName,
    dateOfBirth,
    sex,
    nationality: home.nationality,
    permanentAddress: home.permanentAddress,
    province: home.province,
    commune: home.commune,
    ethnicity: home.ethnicity,
    religion: null,
    alive: true,
    identityVerified: false,
    updatedOn: today,
  });
  const guardians = [mother.personalId, father?.personalId].filter((id) => id !== undefined);
  await manager.insert(
    Guardianship,
    guardians.map((guardianId) => ({ guardianId, childId: personalId })),
  );
  const newborn: Newborn = {
    dossier,
    registration,
    personalId,
    residenceDecision: `CT-${personalId}`,
    motherId: mother.personalId,
    fatherId: father?.personalId ?? null,
  };
  await manager.insert(Newborn, newborn);
  return newborn;
}

/** Numbers of those who are entered at run time begin here: the synthetic people stay below. */
const FIRST = 900_000;

/**
 * The next free number of a place, century, sex and year (Decree 137/2015 Art 13). Which place code newborns get since the
 * provinces were merged is not known: the child is given its mother's.
 */
async function nextPersonalId(
  manager: EntityManager,
  place: string,
  dateOfBirth: string,
  sex: string,
): Promise<string> {
  const century = (Number(dateOfBirth.slice(0, 2)) - 19) * 2 + (sex === 'FEMALE' ? 1 : 0);
  const beginning = `${place}${century}${dateOfBirth.slice(2, 4)}`;
  const last = await manager
    .createQueryBuilder(Citizen, 'citizen')
    .select('MAX(citizen.personalId)', 'last')
    .where('citizen.personalId BETWEEN :from AND :to', {
      from: `${beginning}${FIRST}`,
      to: `${beginning}999999`,
    })
    .getRawOne<{ last: string | null }>();
  const sequence = last?.last ? Number(last.last.slice(6)) + 1 : FIRST;
  return `${beginning}${sequence}`;
}

export const newborns: SubgraphPart = {
  schema: new URL('./newborns.graphql', import.meta.url),
  entities: [Newborn],
  resolvers: { Mutation: { enterNewborn } },
  records: { Newborn: { entity: Newborn, subjects: ['personalId', 'motherId', 'fatherId'] } },
};
