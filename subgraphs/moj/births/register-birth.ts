import {
  ExchangeError,
  givenBy,
  holdToCase,
  isoDay,
  legalDay,
  type Case,
  type Context,
} from '@lienthong/shared';
import { In, type EntityManager } from 'typeorm';
import { BirthRegistration } from '../civil-status.ts';
import { BirthDossier, BirthStep, BIRTH_STEPS, type BirthStepKind } from './entities.ts';
import { BirthRegistered, CertificateUnread, DossierDiffers } from './errors.ts';

export interface BirthInput {
  readonly dossier: string;
  readonly certificate: string;
  readonly childName: string;
  readonly father?: string | null;
}

interface Certificate {
  readonly mother: { readonly personalId: string };
  readonly dateOfBirth: string;
  readonly sex: string;
  readonly facility: { readonly name: string } | null;
}

const PURPOSE = { purpose: 'birth-registration', procedure: '1.001193' } as const;

/**
 * Registers a certified birth, then has the other agencies do their part, one after another. Each step is kept as soon as
 * it is done, and each agency knows its own by the dossier: sent again, whatever stopped it, it goes on and repeats nothing.
 */
export async function registerBirth(
  _: unknown,
  { input }: { input: BirthInput },
  context: Context,
): Promise<BirthDossier> {
  // Who keeps the certificate holds the mother to it; of the father nothing but the input speaks.
  const { father = null } = input;
  const about = holdToCase(context, input.dossier, ...(father === null ? [] : [father]));
  const dossier = (await knownDossier(input, about, context)) ?? (await enter(input, about, context));
  const ask = { ...PURPOSE, case: about };

  const child = await takeStep(context, dossier, 'PERSONAL_ID', async () => {
    const answer = await context.askExchange({
      ...ask,
      query: `mutation EnterNewborn($input: NewbornInput!) { enterNewborn(input: $input) { personalId } }`,
      variables: { input: { birthDossier: dossier.number, registration: dossier.registration } },
    });
    return givenBy<{ personalId: string }>(answer, 'enterNewborn').personalId;
  });
  if (child === null) return dossier;

  await takeStep(context, dossier, 'HEALTH_INSURANCE', async () => {
    const answer = await context.askExchange({
      ...ask,
      query: `mutation IssueChildInsurance($input: ChildInsuranceInput!) { issueChildInsurance(input: $input) { cardNumber } }`,
      variables: { input: { birthDossier: dossier.number, child } },
      case: { ...about, subjects: [...about.subjects, child] },
    });
    return givenBy<{ cardNumber: string }>(answer, 'issueChildInsurance').cardNumber;
  });
  return dossier;
}

/**
 * The dossier as it was sent the first time; null for a new one. Of somebody outside the case nothing is known here: who
 * keeps the certificate refuses it, registered or not.
 */
async function knownDossier(
  { dossier: number, certificate, father = null }: BirthInput,
  { subjects }: Case,
  { database }: Pick<Context, 'database'>,
): Promise<BirthDossier | null> {
  const motherId = In([...subjects]);
  const known = await database.getRepository(BirthDossier).findOneBy([
    { number, motherId },
    { certificate, motherId },
  ]);
  if (!known) return null;
  if (known.number !== number || known.certificate !== certificate || known.fatherId !== father)
    throw new DossierDiffers();
  return known;
}

/** Whether a dossier of anybody's has the number: only who could register the birth is told. */
const isTaken = ({ dossier: number }: BirthInput, { database }: Pick<Context, 'database'>) =>
  database.getRepository(BirthDossier).existsBy({ number });

/** Enters the birth into the register, with what the facility certified. */
async function enter(input: BirthInput, about: Case, context: Context): Promise<BirthDossier> {
  const { dateOfBirth, sex, mother, facility } = await readCertificate(input.certificate, about, context);
  const { caller, database } = context;
  const officer = caller.kind === 'agency' ? caller : null;
  const today = isoDay(legalDay(Date.now()));
  const commune = officer?.territory?.length === 5 ? officer.territory : null;
  const province = officer?.territory?.length === 2 ? officer.territory : null;
  try {
    return await database.transaction(async (manager) => {
      await holdToOnce(input, { motherId: mother.personalId, dateOfBirth }, manager);
      const registration = await nextNumber(manager, commune ?? province, today);
      await manager.insert(BirthRegistration, {
        number: registration,
        childId: null,
        childName: input.childName,
        motherId: mother.personalId,
        fatherId: input.father ?? null,
        dateOfBirth,
        sex,
        placeOfBirth: facility?.name ?? '',
        registeredOn: today,
        registrarName: officer?.officer ?? '',
        adoptionOrigin: null,
        province,
        commune,
        registeredBy: officer?.agency ?? '',
      });
      const dossier: BirthDossier = {
        number: input.dossier,
        certificate: input.certificate,
        registration,
        motherId: mother.personalId,
        fatherId: input.father ?? null,
        childId: null,
      };
      await manager.insert(BirthDossier, dossier);
      await manager.insert(
        BirthStep,
        (Object.keys(BIRTH_STEPS) as BirthStepKind[]).map((step) => ({
          dossier: input.dossier,
          step,
          motherId: mother.personalId,
          ...(step === 'REGISTRATION'
            ? { state: 'DONE' as const, result: registration, attempts: 1 }
            : { state: 'PENDING' as const, result: null, attempts: 0 }),
          problem: null,
          changedAt: new Date().toISOString(),
        })),
      );
      return dossier;
    });
  } catch (error) {
    // Another request with the same dossier was faster.
    const known = await knownDossier(input, about, context);
    if (known) return known;
    if (await isTaken(input, context)) throw new DossierDiffers();
    throw error;
  }
}

/** A birth is registered once: one of the same mother, day and name that came without a dossier is this one. */
async function holdToOnce(
  { childName }: BirthInput,
  birth: { readonly motherId: string; readonly dateOfBirth: string },
  manager: EntityManager,
): Promise<void> {
  const entries = await manager.findBy(BirthRegistration, { ...birth, childName });
  const numbers = entries.map(({ number }) => number);
  const byDossier = await manager.countBy(BirthDossier, { registration: In(numbers) });
  if (byDossier < numbers.length) throw new BirthRegistered();
}

async function readCertificate(number: string, about: Case, { askExchange }: Context): Promise<Certificate> {
  const answer = await askExchange({
    ...PURPOSE,
    case: about,
    query: `query ReadCertificate($number: ID!) {
      birthCertificate(number: $number) { dateOfBirth sex mother { personalId } facility { name } }
    }`,
    variables: { number },
  });
  const [first] = answer.errors;
  if (first) throw new CertificateUnread(first.extensions?.code ?? 'unknown');
  const certificate = answer.data?.['birthCertificate'] as Certificate | null | undefined;
  if (!certificate)
    throw new CertificateUnread('there is none of this number', 'không có giấy nào mang số này');
  return certificate;
}

/** Commune (or province), year and the next place in the book. */
async function nextNumber(manager: EntityManager, place: string | null, today: string): Promise<string> {
  const book = `KS-${place ?? '00000'}-${today.slice(0, 4)}-`;
  const [last] = await manager
    .createQueryBuilder(BirthRegistration, 'entry')
    .select('entry.number', 'number')
    .where('entry.number LIKE :book', { book: `${book}%` })
    .orderBy('LENGTH(entry.number)', 'DESC')
    .addOrderBy('entry.number', 'DESC')
    .limit(1)
    .getRawMany<{ number: string }>();
  return `${book}${String(Number(last?.number.slice(book.length) ?? 0) + 1).padStart(4, '0')}`;
}

/** Takes a step unless it is done, and keeps what came of it. Null where it stopped: the next ones wait. */
async function takeStep(
  { database }: Context,
  dossier: BirthDossier,
  step: BirthStepKind,
  take: () => Promise<string>,
): Promise<string | null> {
  const steps = database.getRepository(BirthStep);
  const before = await steps.findOneByOrFail({ dossier: dossier.number, step });
  if (before.state === 'DONE') return before.result;
  const kept = { attempts: before.attempts + 1, changedAt: new Date().toISOString() };
  let result: string;
  try {
    result = await take();
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    await steps.update({ dossier: dossier.number, step }, { ...kept, state: 'STOPPED', problem: error.code });
    return null;
  }
  await database.transaction(async (manager) => {
    await manager.update(
      BirthStep,
      { dossier: dossier.number, step },
      { ...kept, state: 'DONE', result, problem: null },
    );
    if (step !== 'PERSONAL_ID') return;
    dossier.childId = result;
    await manager.update(BirthDossier, { number: dossier.number }, { childId: result });
    await manager.update(BirthRegistration, { number: dossier.registration }, { childId: result });
  });
  return result;
}
