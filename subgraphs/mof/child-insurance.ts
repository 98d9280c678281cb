import {
  ExchangeError,
  givenBy,
  holdToCase,
  legalToday,
  type Context,
  type SubgraphPart,
} from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { HealthInsurance } from './health-insurance.ts';

/** The card of a child, issued for a dossier of birth registration. */
@Entity()
export class ChildInsurance {
  @PrimaryColumn('text') dossier!: string;
  @Index({ unique: true }) @Column('text') citizenId!: string;
  @Column('text') cardNumber!: string;
  @Column('date') validTo!: string;
}

interface ChildInsuranceInput {
  readonly birthDossier: string;
  readonly child: string;
}

/** A card of this group would be over on the day it is issued. */
class NotUnderSix extends ExchangeError {
  constructor() {
    super('NOT_UNDER_SIX', 422, 'The card is for children under six, and the sixth birthday is past.', {
      messageVi: 'Thẻ này dành cho trẻ dưới 6 tuổi, mà người được nêu đã đủ 6 tuổi.',
    });
  }
}

/** The child has a card by another dossier, or the dossier is another child's. */
class DossierDiffers extends ExchangeError {
  constructor() {
    super(
      'DOSSIER_DIFFERS',
      409,
      'A card was issued before, for another dossier of the child or another child.',
      { messageVi: 'Thẻ đã được cấp trước đó, cho hồ sơ khác của trẻ hoặc cho trẻ khác.' },
    );
  }
}

async function issueChildInsurance(
  _: unknown,
  { input }: { input: ChildInsuranceInput },
  context: Context,
): Promise<ChildInsurance> {
  holdToCase(context, input.birthDossier, input.child);
  const known = await knownCard(input, context);
  if (known) return known;
  const { dateOfBirth, province } = await readChild(input, context);
  const validTo = sixYearsAfter(dateOfBirth);
  const today = legalToday();
  if (validTo < today) throw new NotUnderSix();
  const { database } = context;
  try {
    return await database.transaction(async (manager) => {
      // Numbers of those who are insured at run time begin here: the synthetic people stay below.
      const issued = await manager.count(ChildInsurance);
      const socialInsuranceNumber = `79${99_000_000 + issued}`;
      const cardNumber = `${GROUP}${LEVEL}${province}${socialInsuranceNumber}`;
      await manager.insert(HealthInsurance, {
        cardNumber,
        validFrom: dateOfBirth,
        validTo,
        citizenId: input.child,
        group: GROUP,
        level: LEVEL,
        updatedOn: today,
      });
      const card = { dossier: input.birthDossier, citizenId: input.child, cardNumber, validTo };
      await manager.insert(ChildInsurance, card);
      return card;
    });
  } catch (error) {
    // Another request with the same dossier was faster.
    const entered = await knownCard(input, context);
    if (entered) return entered;
    throw error;
  }
}

/** Children under six, all costs paid (Law on Health Insurance 25/2008, as amended). */
const GROUP = 'TE';
const LEVEL = 1;

async function knownCard(
  { birthDossier: dossier, child }: ChildInsuranceInput,
  { database }: Context,
): Promise<ChildInsurance | null> {
  const known = await database.getRepository(ChildInsurance).findOneBy([{ dossier }, { citizenId: child }]);
  if (known && (known.dossier !== dossier || known.citizenId !== child)) throw new DossierDiffers();
  return known;
}

/** Who the child is says the population register alone. */
async function readChild(
  { birthDossier, child }: ChildInsuranceInput,
  { askExchange }: Pick<Context, 'askExchange'>,
) {
  const answer = await askExchange({
    purpose: 'child-health-insurance',
    case: { id: birthDossier, subjects: [child] },
    query: `query ReadChild($child: ID!) { citizen(personalId: $child) { dateOfBirth province } }`,
    variables: { child },
  });
  return givenBy<{ dateOfBirth: string; province: string }>(answer, 'citizen');
}

/** The last day before the sixth birthday. */
function sixYearsAfter(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCFullYear(date.getUTCFullYear() + 6);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

export const childInsurance: SubgraphPart = {
  schema: new URL('./child-insurance.graphql', import.meta.url),
  entities: [ChildInsurance],
  resolvers: { Mutation: { issueChildInsurance } },
  records: { ChildInsurance: { entity: ChildInsurance, subjects: ['citizenId'] } },
};
