import type { InBothLanguages } from '../in-both-languages.ts';

/** Everything that can be wrong with a log. */
export type FindingCode = keyof typeof SENTENCES;

/** The first thing found wrong with a log, named as exactly as the log still allows. */
export interface Finding {
  readonly code: FindingCode;
  /** The log's name, or the file's where it does not say. */
  readonly log: string;
  /** The place in the log, counted from 0: of the entry, or of the first of the entries in question. */
  readonly index: number;
  /** Where it cannot be told which entry it is, the last that it may be. */
  readonly upTo: number | null;
  /** What the entry found in that place calls itself. */
  readonly receiptId: string | null;
  readonly message: InBothLanguages;
}

export interface FindingFacts {
  readonly log: string;
  readonly index: number;
  readonly upTo?: number | null;
  readonly receiptId?: string | null;
}

export function finding(
  code: FindingCode,
  { log, index, upTo = null, receiptId = null }: FindingFacts,
): Finding {
  const facts = { log, index, upTo, receiptId };
  const fill = (sentence: string): string =>
    sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const value = facts[name as keyof typeof facts];
      return value === null ? '–' : String(value);
    });
  const sentence: InBothLanguages = (upTo !== null && AMONG[code]) || SENTENCES[code];
  return { code, ...facts, message: { en: fill(sentence.en), vi: fill(sentence.vi) } };
}

const SENTENCES = {
  ALTERED: {
    en: 'Entry {index} of {log} (receipt {receiptId}) is not the one that was signed: its text was changed.',
    vi: 'Mục {index} của {log} (biên nhận {receiptId}) không phải mục đã được ký: nội dung đã bị sửa.',
  },
  DROPPED: {
    en: 'Entry {index} of {log} was taken out; what stands there now (receipt {receiptId}) belongs further down.',
    vi: 'Mục {index} của {log} đã bị lấy đi; mục đang ở chỗ đó (biên nhận {receiptId}) vốn nằm phía sau.',
  },
  INSERTED: {
    en: 'Entry {index} of {log} (receipt {receiptId}) was put in later: nobody signed it.',
    vi: 'Mục {index} của {log} (biên nhận {receiptId}) bị chèn thêm về sau: không ai ký mục này.',
  },
  REORDERED: {
    en: 'Entry {index} of {log} (receipt {receiptId}) stands in a place that is not its own.',
    vi: 'Mục {index} của {log} (biên nhận {receiptId}) không nằm đúng chỗ của mình.',
  },
  REPLAYED: {
    en: 'Entry {index} of {log} repeats receipt {receiptId}, which stands earlier in this log or in another.',
    vi: 'Mục {index} của {log} lặp lại biên nhận {receiptId} đã có trước đó trong nhật ký này hoặc nhật ký khác.',
  },
  TRUNCATED: {
    en: '{log} ends before entry {index}, though more of it was signed: its end was cut off.',
    vi: '{log} kết thúc trước mục {index} dù đã có nhiều mục hơn được ký: phần cuối đã bị cắt bỏ.',
  },
  LOG_MISSING: {
    en: 'A checkpoint of {log} over {index} entries was kept, and no log of that name is among those that were read: it is gone, or another stands in its place.',
    vi: 'Đã lưu một mốc ký của {log} bao gồm {index} mục, nhưng không có nhật ký nào tên đó trong số đã đọc: nhật ký đã mất hoặc bị thay bằng nhật ký khác.',
  },
  REWRITTEN: {
    en: 'Entries {index} to {upTo} of {log} do not give the signed root: at least one was changed together with its recorded hash.',
    vi: 'Các mục {index} đến {upTo} của {log} không cho ra gốc đã ký: ít nhất một mục đã bị sửa cùng với giá trị băm ghi kèm.',
  },
  FORKED: {
    en: 'Two histories of {log} were signed: a checkpoint over {index} entries does not belong to these entries.',
    vi: '{log} có hai lịch sử cùng được ký: mốc ký bao gồm {index} mục không thuộc về các mục này.',
  },
  HASH_ALTERED: {
    en: 'The hash recorded for entry {index} of {log} (receipt {receiptId}) was changed; the entry itself is as it was signed.',
    vi: 'Giá trị băm ghi kèm mục {index} của {log} (biên nhận {receiptId}) đã bị sửa; bản thân mục vẫn như khi được ký.',
  },
  INDEX_ALTERED: {
    en: 'Entry {index} of {log} (receipt {receiptId}) is intact, but the tables by which entries are found and proven do not agree with the log: something was hidden.',
    vi: 'Mục {index} của {log} (biên nhận {receiptId}) còn nguyên, nhưng các bảng dùng để tra cứu và chứng minh không khớp với nhật ký: có điều đã bị giấu.',
  },
  UNSIGNED: {
    en: 'No checkpoint stands over entry {index} of {log} (receipt {receiptId}) or anything after it: it proves nothing.',
    vi: 'Không có mốc ký nào bao gồm mục {index} của {log} (biên nhận {receiptId}) và các mục sau: chúng không chứng minh được gì.',
  },
  CHECKPOINT_MISSING: {
    en: 'Checkpoints of {log} are gone: more entries follow entry {index} without one than a gateway ever writes.',
    vi: 'Các mốc ký của {log} đã mất: sau mục {index} có nhiều mục không có mốc ký hơn mức cổng dữ liệu từng ghi.',
  },
  CHECKPOINT_MALFORMED: {
    en: 'The checkpoint of {log} after {index} entries cannot be read as one.',
    vi: 'Không đọc được mốc ký của {log} sau {index} mục.',
  },
  CHECKPOINT_FORGED: {
    en: 'The checkpoint of {log} over {index} entries bears a signature that is not of its text: it was changed.',
    vi: 'Mốc ký của {log} bao gồm {index} mục có chữ ký không khớp nội dung: mốc đã bị sửa.',
  },
  CHECKPOINT_OTHER_KEY: {
    en: 'The checkpoint of {log} over {index} entries is not signed by any of the given keys.',
    vi: 'Mốc ký của {log} bao gồm {index} mục không được ký bằng khóa nào trong các khóa đã cho.',
  },
  CHECKPOINT_OTHER_LOG: {
    en: 'The checkpoint that stands in {log} after {index} entries was signed for another log.',
    vi: 'Mốc ký nằm trong {log} sau {index} mục được ký cho một nhật ký khác.',
  },
  CHECKPOINT_MISPLACED: {
    en: 'The checkpoint of {log} over {index} entries does not stand after those entries: checkpoints were moved.',
    vi: 'Mốc ký của {log} bao gồm {index} mục không nằm ngay sau các mục đó: các mốc ký đã bị di chuyển.',
  },
  UNREADABLE: {
    en: 'After {index} entries {log} goes on with something that is neither an entry nor a checkpoint.',
    vi: 'Sau {index} mục, {log} tiếp tục bằng thứ không phải mục cũng không phải mốc ký.',
  },
} as const satisfies Readonly<Record<string, InBothLanguages>>;

/** The same where the recorded hashes were touched too, so that only the stretch is known. */
const AMONG: Readonly<Partial<Record<FindingCode, InBothLanguages>>> = {
  DROPPED: {
    en: 'Of the entries {index} to {upTo} of {log} at least one was taken out together with its recorded hash.',
    vi: 'Trong các mục {index} đến {upTo} của {log}, ít nhất một mục đã bị lấy đi cùng với giá trị băm ghi kèm.',
  },
  INSERTED: {
    en: 'Among the entries {index} to {upTo} of {log} stands at least one that nobody signed, with a recorded hash made for it.',
    vi: 'Giữa các mục {index} đến {upTo} của {log} có ít nhất một mục không ai ký, kèm giá trị băm được làm riêng cho nó.',
  },
};
