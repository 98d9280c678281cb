import { ExchangeError, RequestRefused } from '../errors.ts';
import { REASONS } from '../policy/reasons.ts';
import type { Coordinate, ReasonCode } from '../policy/types.ts';

/** The owner refuses a field: by its own rules, or on this row. It ends that field alone. */
export class FieldRefused extends ExchangeError {
  constructor(agency: string, coordinate: Coordinate, reason: ReasonCode, basis?: string) {
    const { text, basis: usual } = REASONS[reason];
    super(reason, 403, text.en, {
      agency,
      coordinate,
      basis: basis ?? usual[0],
      messageVi: text.vi,
    });
  }
}

/** The call asks for what its seal does not permit: whatever brought it, it was not the gateway's decision. */
export class Bypass extends RequestRefused {
  constructor(agency: string, coordinate: Coordinate) {
    const { text, basis } = REASONS.BYPASS;
    super(
      'BYPASS',
      403,
      `${text.en} The subgraph ${agency} was asked for ${coordinate}, which the seal does not permit.`,
      {
        agency,
        coordinate,
        basis: basis[0],
        messageVi: text.vi,
      },
    );
  }
}
