import { RequestRefused } from '@lienthong/shared/errors';
import type { Limits } from '../config.ts';
import type { OperationSize } from './operation-size.ts';

type Limit = keyof OperationSize & keyof Limits;

const LIMITS: Readonly<
  Record<Limit, (size: string, most: number) => readonly [code: string, en: string, vi: string]>
> = {
  depth: (size, most) => [
    'LIMIT_DEPTH',
    `The operation is ${size} fields deep; this gateway accepts at most ${most}.`,
    `Truy vấn sâu ${size} tầng; cổng chỉ nhận tối đa ${most}.`,
  ],
  aliases: (size, most) => [
    'LIMIT_ALIASES',
    `The operation has ${size} aliases; this gateway accepts at most ${most}.`,
    `Truy vấn có ${size} bí danh; cổng chỉ nhận tối đa ${most}.`,
  ],
  rootFields: (size, most) => [
    'LIMIT_ROOT_FIELDS',
    `The operation has ${size} root fields; this gateway accepts at most ${most}.`,
    `Truy vấn có ${size} trường gốc; cổng chỉ nhận tối đa ${most}.`,
  ],
  branches: (size, most) => [
    'LIMIT_BRANCHES',
    `The operation branches ${size} times by type; this gateway accepts at most ${most}. Ask for fewer agencies within agencies, or for one type by a fragment on it.`,
    `Truy vấn rẽ ${size} nhánh theo kiểu; cổng chỉ nhận tối đa ${most}. Hãy hỏi ít tầng cơ quan lồng nhau hơn, hoặc chỉ một kiểu bằng một fragment.`,
  ],
  cost: (size, most) => [
    'LIMIT_COST',
    `The operation may fetch ${size} values; this gateway accepts at most ${most}. Ask for fewer fields, or smaller pages.`,
    `Truy vấn có thể lấy ${size} giá trị; cổng chỉ nhận tối đa ${most}. Hãy hỏi ít trường hơn hoặc trang nhỏ hơn.`,
  ],
};

/** The operation goes further than this gateway lets anyone go. */
export class LimitExceeded extends RequestRefused {
  constructor(limit: Limit, exactSize: number, most: number) {
    const size = Math.min(exactSize, Number.MAX_SAFE_INTEGER);
    const shown = size === exactSize ? String(size) : `more than ${size}`;
    const [code, message, messageVi] = LIMITS[limit](shown, most);
    super(code, 400, message, { size, limit: most, messageVi });
  }
}

/** The first limit an operation of this size exceeds, if any. */
export function exceeded(size: OperationSize, limits: Limits): LimitExceeded | undefined {
  const limit = (Object.keys(LIMITS) as Limit[]).find((each) => size[each] > limits[each]);
  return limit && new LimitExceeded(limit, size[limit], limits[limit]);
}
