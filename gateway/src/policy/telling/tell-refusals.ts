import { GraphQLError } from 'graphql';
import { ExchangeError } from '@lienthong/shared/errors';
import { REASONS } from '@lienthong/shared/policy/reasons';
import { REASON_CODES, type Coordinate, type Refusal } from '@lienthong/shared/policy/types';
import type { EngineAnswer } from '../../execution/engine.ts';
import type { Place } from '../taking-out/places.ts';

/** A field that may not be read, and was not asked of anybody. */
class FieldRefused extends ExchangeError {
  constructor(coordinate: Coordinate, { reason, basis, rule, nearest, coordinate: refused }: Refusal) {
    const { text } = REASONS[reason];
    super(reason, 403, `${coordinate}: ${text.en}`, {
      coordinate,
      basis,
      ...(rule !== null && { rule }),
      ...(nearest !== null && { nearest }),
      ...(refused !== coordinate && { needs: refused }),
      messageVi: `${coordinate}: ${text.vi}`,
    });
  }
}

/** One error for each refused field and place it was asked at. */
export const tellRefusals = (
  places: readonly Place[],
  refusalOf: ReadonlyMap<Coordinate, Refusal>,
): GraphQLError[] =>
  places.map(({ coordinate, path }) => {
    const refused = new FieldRefused(coordinate, refusalOf.get(coordinate)!);
    return new GraphQLError(refused.message, {
      path,
      extensions: refused.extensions,
      originalError: refused,
    });
  });

const REASONS_KNOWN: ReadonlySet<unknown> = new Set(REASON_CODES);

/** All or nothing: where anything was refused, by whomever, nothing is given. */
export function strictly(strict: boolean, answer: EngineAnswer): EngineAnswer {
  const refused = answer.errors?.some(({ extensions }) => REASONS_KNOWN.has(extensions?.['code']));
  return strict && refused ? { ...answer, json: null } : answer;
}
