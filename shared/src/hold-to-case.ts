import { ExchangeError } from './errors.ts';
import type { AgencyCaller, Caller } from './policy/types.ts';

export type Case = NonNullable<AgencyCaller['case']>;

/** One refusal whatever it is that differs: nobody learns from it what is known of whom. */
export class CaseDiffers extends ExchangeError {
  constructor() {
    super(
      'CASE_DIFFERS',
      403,
      'This is done for the case of who asks: the token must name the dossier as its case, and the people it is about among its subjects.',
      {
        messageVi:
          'Việc này chỉ được thực hiện cho hồ sơ của bên yêu cầu: thẻ truy cập phải nêu số hồ sơ này, cùng những người liên quan là chủ thể của hồ sơ.',
      },
    );
  }
}

/**
 * The case of who asks, which has to be the dossier's and name these people; throws {@link CaseDiffers} where it does not.
 * A change that an agency looks things up for in its own name is held to it first: the registers would tell the agency, and
 * its caller by what is refused, of anybody (docs/decisions/0021).
 */
export function holdToCase(
  { caller }: { readonly caller: Caller },
  dossier: string,
  ...people: readonly string[]
): Case {
  const about = caller.kind === 'agency' ? caller.case : undefined;
  if (about?.id !== dossier || !people.every((person) => about.subjects.includes(person)))
    throw new CaseDiffers();
  return about;
}
