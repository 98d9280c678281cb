import {
  ExchangeError,
  givenBy,
  holdToCase,
  isoDay,
  legalDay,
  type Case,
  type Context,
  type SubgraphPart,
} from '@lienthong/shared';
import { Column, Entity, In, Index, PrimaryColumn, type EntityManager } from 'typeorm';
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
  /** Nobody yet, where the child is to be given its number. */
  readonly child: { readonly personalId: string } | null;
  readonly mother: { readonly personalId: string };
  readonly father: { readonly personalId: string } | null;
}

/** The mother is in no register: where the child lives cannot be said. */
class MotherUnknown extends ExchangeError {
  constructor() {
    super('MOTHER_UNKNOWN', 422, 'The mother of the registered child is not in the population register.', {
      messageVi: 'Người mẹ trong giấy khai sinh không có trong cơ sở dữ liệu dân cư.',
    });
  }
}

/** The register of births names the child of the entry: it was given its number before. */
class HasNumber extends ExchangeError {
  constructor() {
    super('HAS_NUMBER', 409, 'The child of this registration has a personal id already.', {
      messageVi: 'Trẻ trong giấy khai sinh này đã có số định danh cá nhân.',
    });
  }
}

/** The registration was entered for another dossier. */
class DossierDiffers extends ExchangeError {
  constructor() {
    super('DOSSIER_DIFFERS', 409, 'The registration of birth was entered before, for another dossier.', {
      messageVi: 'Đăng ký khai sinh này đã được nhập trước đó, theo hồ sơ khác.',
    });
  }
}

async function enterNewborn(
  _: unknown,
  { input }: { input: NewbornInput },
  context: Context,
): Promise<Newborn> {
  const about = holdToCase(context, input.birthDossier);
  const known = await knownNewborn(input, about, context);
  if (known) return known;
  const registered = await readRegistration(input, about, context);
  try {
    return await context.database.transaction((manager) => enter(input, registered, manager));
  } catch (error) {
    // Another request with the same dossier was faster.
    const entered = await knownNewborn(input, about, context);
    if (entered) return entered;
    if (await isTaken(input, context)) throw new DossierDiffers();
    throw error;
  }
}

/** Of somebody outside the case nothing is known here: the register of births refuses them, entered before or not. */
async function knownNewborn(
  { birthDossier: dossier, registration }: NewbornInput,
  { subjects }: Case,
  { database }: Pick<Context, 'database'>,
): Promise<Newborn | null> {
  const motherId = In([...subjects]);
  const known = await database.getRepository(Newborn).findOneBy([
    { dossier, motherId },
    { registration, motherId },
  ]);
  if (known && (known.dossier !== dossier || known.registration !== registration)) throw new DossierDiffers();
  return known;
}

/** Whether a dossier of anybody's has the number: only who could enter the child is told. */
const isTaken = ({ birthDossier: dossier }: NewbornInput, { database }: Pick<Context, 'database'>) =>
  database.getRepository(Newborn).existsBy({ dossier });

/** The register of births says who the child is: nobody else's word is taken for it. */
async function readRegistration(
  { birthDossier: dossier, registration }: NewbornInput,
  about: Case,
  { caller, askExchange }: Pick<Context, 'caller' | 'askExchange'>,
): Promise<Registered> {
  const answer = await askExchange({
    purpose: 'birth-registration',
    procedure: '1.001193',
    case: about,
    query: `query ReadRegistration($number: ID!) {
      birthRegistration(number: $number) {
        childName dateOfBirth sex child { personalId } mother { personalId } father { personalId }
      }
    }`,
    variables: { number: registration },
  });
  const registered = givenBy<Registered>(answer, 'birthRegistration');
  // The register shows an entry to the case of anybody it is about; the child is entered with its mother.
  holdToCase({ caller }, dossier, registered.mother.personalId);
  if (registered.child) throw new HasNumber();
  return registered;
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
