import { ExchangeError } from '../errors.ts';
import type { ExchangeAnswer } from './ask-exchange.ts';

/** The exchange answered, and did not give what was asked for: the code is that of its first refusal. */
export class NotGiven extends ExchangeError {
  constructor(field: string, { errors }: ExchangeAnswer) {
    const [first] = errors;
    const why = first?.extensions?.messageVi;
    super(
      first?.extensions?.code ?? 'NOT_FOUND',
      502,
      `The exchange did not give ${field}${first ? `: ${first.message}` : '.'}`,
      { messageVi: `Cổng liên thông không cung cấp ${field}${why ? `: ${why}` : '.'}` },
    );
  }
}

/** What was asked for by a field at the root; throws {@link NotGiven} where it did not come, or did not come whole. */
export function givenBy<Given>(answer: ExchangeAnswer, field: string): Given {
  const given = answer.data?.[field];
  if (answer.errors.length > 0 || given === null || given === undefined) throw new NotGiven(field, answer);
  return given as Given;
}
