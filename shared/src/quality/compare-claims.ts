import type { EntityTarget, ObjectLiteral } from 'typeorm';
import type { Context } from '../define-subgraph.ts';
import { ExchangeError } from '../errors.ts';

/** What somebody says of a row: its key, and fields by what they hold; null for what is not said. */
type Claim<Field extends string> = { readonly key: string } & Readonly<Partial<Record<Field, string | null>>>;

/** What is claimed of a row beside what is kept. */
interface Compared<Field extends string> {
  readonly claim: Claim<Field>;
  readonly kept: Readonly<Record<Field, unknown>>;
}

const MOST_CLAIMS = 500;

class TooManyClaims extends ExchangeError {
  constructor(given: number) {
    super('TOO_MANY_CLAIMS', 400, `${given} claims were made at once; at most ${MOST_CLAIMS} are compared.`, {
      messageVi: `Gửi ${given} dữ liệu kê khai trong một lần; chỉ đối chiếu tối đa ${MOST_CLAIMS}.`,
    });
  }
}

/**
 * What a master source answers to claims about its rows: one answer for each and in their order, null for a key it does not
 * know. The rows are looked up together.
 */
export function compareClaims<Row extends ObjectLiteral, Field extends keyof Row & string>(
  entity: EntityTarget<Row>,
  key: keyof Row & string,
  fields: readonly Field[],
) {
  return {
    matches: async (_: unknown, { claims }: { claims: readonly Claim<Field>[] }, { loaders }: Context) => {
      if (claims.length > MOST_CLAIMS) throw new TooManyClaims(claims.length);
      return Promise.all(
        claims.map(async (claim) => {
          const kept = await loaders.one(entity, key, claim.key);
          return kept && { [key]: kept[key], claim, kept };
        }),
      );
    },
    /** By field, whether it is as claimed; null where nothing was. */
    fields: Object.fromEntries(
      fields.map((field) => [
        field,
        ({ claim, kept }: Compared<Field>) =>
          claim[field] == null ? null : claim[field] === String(kept[field]),
      ]),
    ),
  };
}
