import { ExchangeError } from '../errors.ts';
import type { AgreementAction, AgreementStatus } from './life-cycle.ts';

/** The caller is not the officer whose step this is. */
export class AgreementNotYours extends ExchangeError {
  constructor(action: AgreementAction | 'REQUEST', agency: string) {
    super('AGREEMENT_NOT_YOURS', 403, `${action} is for an officer of ${agency}, named in the token.`, {
      action,
      agency,
      messageVi: `Thao tác ${action} chỉ dành cho cán bộ của ${agency}, có tên trong thẻ truy cập.`,
    });
  }
}

/** The agreement is not in a state this step leads from; somebody else may have been faster. */
export class AgreementState extends ExchangeError {
  constructor(
    id: string,
    action: AgreementAction,
    status: AgreementStatus,
    from: readonly AgreementStatus[],
  ) {
    super('AGREEMENT_STATE', 409, `${action} needs ${id} to be ${from.join(' or ')}; it is ${status}.`, {
      agreement: id,
      action,
      status,
      from,
      messageVi: `Không thể ${action}: thỏa thuận ${id} đang ở trạng thái ${status}, cần ${from.join(' hoặc ')}.`,
    });
  }
}

export class AgreementUnknown extends ExchangeError {
  constructor(id: string, provider: string) {
    super('AGREEMENT_UNKNOWN', 404, `${provider} has no agreement of this id.`, {
      provider,
      agreement: id.slice(0, 100),
      messageVi: `${provider} không có thỏa thuận mang mã này.`,
    });
  }
}

/** One thing that stands against a request or a step, and at which part of it. */
export interface AgreementFault {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** What is asked for cannot be agreed; every fault is listed. */
export class AgreementInvalid extends ExchangeError {
  constructor(readonly faults: readonly AgreementFault[]) {
    super(
      'AGREEMENT_INVALID',
      400,
      inOneLine(
        `${faults.length} fault(s) stand against it: ${faults.map(({ message }) => message).join(' ')}`,
      ),
      {
        faults: faults.map(({ code, path, message }) => ({
          code,
          path: path.map(String).join('.'),
          message,
        })),
        messageVi: `Không hợp lệ, có ${faults.length} lỗi; xem danh sách faults.`,
      },
    );
  }
}

/** The gateway passes on a sentence, not a page: of a longer one, or of several lines, it tells nothing. */
const LONGEST_SENTENCE = 480;

function inOneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > LONGEST_SENTENCE ? `${line.slice(0, LONGEST_SENTENCE)}…` : line;
}
