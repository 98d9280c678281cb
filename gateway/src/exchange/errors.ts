import { ExchangeError } from '@lienthong/shared/errors';
import type { Text } from '@lienthong/shared/policy/types';

/** The operation to be explained cannot be read, is none of this graph, or goes further than any may. */
export class InvalidOperation extends ExchangeError {
  constructor({ en, vi }: Text) {
    super('INVALID_OPERATION', 400, `The operation cannot be explained: ${en}`, {
      argument: 'operation',
      messageVi: `Không thể giải thích thao tác: ${vi}`,
    });
  }
}

/** An argument names something there is not: an empty answer would hide the slip. */
export class Unknown extends ExchangeError {
  constructor(argument: keyof typeof KINDS, name: string) {
    const { code, en, vi } = KINDS[argument];
    const shown = JSON.stringify(name.slice(0, LONGEST_SHOWN));
    super(code, 400, `There is no ${en} ${shown}.`, {
      argument,
      messageVi: `Không có ${vi} ${shown}.`,
    });
  }
}

const LONGEST_SHOWN = 80;
const KINDS = {
  agency: { code: 'UNKNOWN_AGENCY', en: 'agency with the id', vi: 'cơ quan mang mã' },
  purpose: { code: 'UNKNOWN_PURPOSE', en: 'purpose with the id', vi: 'mục đích mang mã' },
  field: { code: 'UNKNOWN_FIELD', en: 'field', vi: 'trường' },
} as const;

/** An argument is not of its form. Its value is not repeated: it may be somebody's number. */
export class InvalidArgument extends ExchangeError {
  constructor(argument: string, expected: Text) {
    super('INVALID_ARGUMENT', 400, `The argument ${argument} must be ${expected.en}.`, {
      argument,
      messageVi: `Tham số ${argument} phải là ${expected.vi}.`,
    });
  }
}

export class InvalidPageSize extends ExchangeError {
  constructor(first: number, most: number) {
    super('INVALID_PAGE_SIZE', 400, `The argument first is ${first}; it must be from 0 to ${most}.`, {
      argument: 'first',
      messageVi: `Tham số first là ${first}; giá trị phải từ 0 đến ${most}.`,
    });
  }
}

export class InvalidCursor extends ExchangeError {
  constructor() {
    super(
      'INVALID_CURSOR',
      400,
      'The argument after is no cursor of this list. Take it from pageInfo.endCursor.',
      {
        argument: 'after',
        messageVi: 'Tham số after không phải con trỏ của danh sách này. Hãy lấy từ pageInfo.endCursor.',
      },
    );
  }
}
