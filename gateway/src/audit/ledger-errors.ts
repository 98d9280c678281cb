import { RequestRefused, StartError } from '@lienthong/shared/errors';

/** The ledger cannot be written: the exchange is not recorded, so nothing may be answered. */
export class LedgerUnavailable extends RequestRefused {
  /** `reason` is for the log of the gateway: callers are not told it. */
  constructor(readonly reason: string) {
    super(
      'LEDGER_UNAVAILABLE',
      503,
      'The exchange cannot be recorded at the moment, so its answer may not be given. Ask again later.',
      {
        messageVi:
          'Hiện không ghi được biên nhận của lần trao đổi này nên không được trả kết quả. Hãy yêu cầu lại sau.',
      },
    );
  }
}

/** What the ledger finds in its store is not what this gateway signed. */
export class LedgerDamaged extends StartError {
  constructor(origin: string, fault: string) {
    super(
      'LEDGER_DAMAGED',
      `The log ${origin} cannot be continued: ${fault}. Verify it before anything else.`,
    );
  }
}
