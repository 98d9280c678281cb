import { AgencyCard, ExchangeError, type Context } from '@lienthong/shared';

/** An agency asked for by an id that is none: an empty answer would hide the slip. */
class UnknownAgency extends ExchangeError {
  constructor(id: string) {
    super('UNKNOWN_AGENCY', 400, `There is no agency with the id ${JSON.stringify(id.slice(0, 40))}.`, {
      argument: 'agency',
      messageVi: `Không có cơ quan nào mang mã ${JSON.stringify(id.slice(0, 40))}.`,
    });
  }
}

/** Refuses an `agency` argument that names none of the 24. */
export async function checkAgency(id: string | null | undefined, { loaders }: Context): Promise<void> {
  if (id && !(await loaders.one(AgencyCard, 'id', id))) throw new UnknownAgency(id);
}
