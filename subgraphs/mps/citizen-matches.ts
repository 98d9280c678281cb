import { ExchangeError, type Context } from '@lienthong/shared';
import { Citizen } from './entities.ts';

interface Claim {
  readonly key: string;
  readonly fullName?: string | null;
  readonly dateOfBirth?: string | null;
  readonly sex?: string | null;
  readonly alive?: string | null;
}

/** What is claimed of a person beside what the register says. */
interface Compared {
  readonly personalId: string;
  readonly claim: Claim;
  readonly citizen: Citizen;
}

const MOST_CLAIMS = 500;

class TooManyClaims extends ExchangeError {
  constructor(given: number) {
    super('TOO_MANY_CLAIMS', 400, `${given} claims were made at once; at most ${MOST_CLAIMS} are compared.`);
  }
}

/** Compares claims about people with the register, one answer per claim; the people are looked up together. */
export async function citizenMatches(
  _: unknown,
  { claims }: { claims: readonly Claim[] },
  { loaders }: Context,
): Promise<(Compared | null)[]> {
  if (claims.length > MOST_CLAIMS) throw new TooManyClaims(claims.length);
  return Promise.all(
    claims.map(async (claim) => {
      const citizen = await loaders.one(Citizen, 'personalId', claim.key);
      return citizen && { personalId: citizen.personalId, claim, citizen };
    }),
  );
}

const matched =
  (field: 'fullName' | 'dateOfBirth' | 'sex' | 'alive') =>
  ({ claim, citizen }: Compared): boolean | null =>
    claim[field] == null ? null : claim[field] === String(citizen[field]);

export const matchedFields = {
  fullName: matched('fullName'),
  dateOfBirth: matched('dateOfBirth'),
  sex: matched('sex'),
  alive: matched('alive'),
};
