import { RequestRefused } from '@lienthong/shared/errors';
import type { OperationSize } from './operation-size.ts';

type Limit = keyof OperationSize;

/** The most an operation may come to; what is not named may come to anything. */
export type Bounds = Partial<OperationSize>;

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
  explanations: (size, most) => [
    'LIMIT_EXPLANATIONS',
    `The operation asks for ${size} explanations of the rules (explain, whoMayRead, whatMayRead); this gateway accepts at most ${most}. Ask for the others in requests of their own.`,
    `Truy vấn yêu cầu ${size} lời giải thích quy tắc (explain, whoMayRead, whatMayRead); cổng chỉ nhận tối đa ${most}. Hãy hỏi phần còn lại trong các yêu cầu riêng.`,
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
  introspection: (size, most) => [
    'LIMIT_INTROSPECTION',
    `The operation may ask the schema for ${size} values; this gateway accepts at most ${most}. Ask for the whole of it once, as tools do, or for fewer types.`,
    `Truy vấn có thể hỏi lược đồ ${size} giá trị; cổng chỉ nhận tối đa ${most}. Hãy hỏi toàn bộ lược đồ một lần như các công cụ, hoặc hỏi ít kiểu hơn.`,
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
export function exceeded(size: OperationSize, bounds: Bounds): LimitExceeded | undefined {
  for (const limit of Object.keys(LIMITS) as Limit[]) {
    const most = bounds[limit];
    if (most !== undefined && size[limit] > most) return new LimitExceeded(limit, size[limit], most);
  }
  return undefined;
}
