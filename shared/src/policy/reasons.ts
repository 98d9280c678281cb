import type { ConsentKind, ReasonCode, Text } from './types.ts';

/** What a reason code says in both languages, and the law it rests on where no rule brings its own. */
export interface Reason {
  readonly text: Text;
  /** Citations by preference: the first whose act is in force on the day is named, otherwise the last. */
  readonly basis: readonly [string, ...string[]];
}

const PURPOSE_LIMIT = ['PDPL 91/2025 Art 3', 'D13/2023 Art 3', 'D47/2020 Art 35(2)'] as const;

/** Every reason to refuse there is. A refusal without one of them cannot be expressed (Data Law 60/2024 Art 10). */
export const REASONS: Readonly<Record<ReasonCode, Reason>> = {
  NO_GRANT: {
    text: {
      vi: 'Không có thỏa thuận chia sẻ nào cho bên yêu cầu đọc trường dữ liệu này.',
      en: 'No sharing agreement lets this caller read this field.',
    },
    basis: ['D47/2020 Art 38', 'D194/2025 Art 16'],
  },
  PURPOSE_MISMATCH: {
    text: {
      vi: 'Mục đích đã khai không có, không được biết đến, hoặc không phải mục đích mà dữ liệu được chia sẻ.',
      en: 'The declared purpose is missing, unknown, or not the one the data is shared for.',
    },
    basis: PURPOSE_LIMIT,
  },
  NO_LEGAL_BASIS: {
    text: {
      vi: 'Yêu cầu không nêu căn cứ mà pháp luật đòi hỏi: thủ tục, hồ sơ vụ việc, quyết định hoặc văn bản.',
      en: 'The request lacks a ground the law demands: procedure, case, decision or legal act.',
    },
    basis: ['PDPL 91/2025 Art 19(2)', 'D13/2023 Art 17', 'D194/2025 Art 16'],
  },
  CONSENT_MISSING: {
    text: {
      vi: 'Thiếu sự đồng ý hoặc yêu cầu bằng văn bản của chủ thể dữ liệu.',
      en: 'The consent or written request of the data subject is missing.',
    },
    basis: ['PDPL 91/2025 Art 26(2)', 'D13/2023 Art 11'],
  },
  EXCESS_FIELDS: {
    text: {
      vi: 'Trường dữ liệu vượt quá mức tối thiểu mà mục đích này cần.',
      en: 'The field is more than this purpose needs.',
    },
    basis: PURPOSE_LIMIT,
  },
  STATE_SECRET: {
    text: {
      vi: 'Dữ liệu thuộc bí mật nhà nước, không lưu chuyển trên mạng này.',
      en: 'The data is a state secret and does not belong on this network.',
    },
    basis: ['Law 117/2025', 'Law 29/2018 Art 5'],
  },
  UNCLASSIFIED: {
    text: {
      vi: 'Dữ liệu chưa được phân loại nên đóng với mọi bên.',
      en: 'Nobody has classified the data yet, which closes it to everyone.',
    },
    basis: ['Data Law 60/2024 Art 13'],
  },
  CORE_DATA_LIMIT: {
    text: {
      vi: 'Dữ liệu là hoặc trở thành dữ liệu cốt lõi mà chưa có đánh giá rủi ro còn hiệu lực.',
      en: 'The data is or becomes core data, and no risk assessment in force covers it.',
    },
    basis: ['QD20/2025 I.26(b)'],
  },
  LEGAL_ACT_REPLACED: {
    text: {
      vi: 'Mọi căn cứ pháp lý của thỏa thuận đã hết hiệu lực.',
      en: 'Every legal basis of the agreement has been repealed.',
    },
    basis: ['D278/2025 Art 23(2)'],
  },
  NOT_MASTER_SOURCE: {
    text: {
      vi: 'Bên cho phép không phải nguồn gốc của dữ liệu: một dữ liệu chỉ có một nguồn.',
      en: 'Whoever grants it is not its source: one datum has one source.',
    },
    basis: ['D278/2025 Art 5', 'Data Law 60/2024 Art 11(2)(a)'],
  },
  BYPASS: {
    text: {
      vi: 'Lời gọi không đi qua nền tảng điều phối dữ liệu.',
      en: 'The call did not come through the coordination platform.',
    },
    basis: ['D47/2020 Art 46', 'D278/2025 Art 4(2)'],
  },
  NOT_YET_VALID: {
    text: {
      vi: 'Thỏa thuận hoặc căn cứ chưa có hiệu lực.',
      en: 'The agreement or its basis is not yet in force.',
    },
    basis: ['D356/2025 Art 7(1)', 'D47/2020 Art 38', 'D194/2025 Art 16'],
  },
  EXPIRED: {
    text: {
      vi: 'Thỏa thuận đã hết hạn, bị thu hồi hoặc được thay thế.',
      en: 'The agreement is over, revoked or superseded.',
    },
    basis: ['D356/2025 Art 7(1)', 'D47/2020 Art 41', 'D194/2025 Art 16'],
  },
  SUSPENDED: {
    text: { vi: 'Thỏa thuận đang bị tạm dừng.', en: 'The agreement is suspended.' },
    basis: ['D47/2020 Art 43', 'D194/2025 Art 16'],
  },
  ROW_OUT_OF_SCOPE: {
    text: {
      vi: 'Bản ghi nằm ngoài phạm vi của thỏa thuận, hoặc yêu cầu không nêu phạm vi.',
      en: 'The records are outside the scope of the agreement, or the request names no scope.',
    },
    basis: PURPOSE_LIMIT,
  },
  COMBINATION_FORBIDDEN: {
    text: {
      vi: 'Các trường này khi kết hợp cần thẩm quyền riêng.',
      en: 'Together these fields need an authority of their own.',
    },
    basis: ['PDPL 91/2025 Art 3', 'D13/2023 Art 3', 'D165/2025'],
  },
  QUOTA_EXCEEDED: {
    text: { vi: 'Đã vượt hạn mức của thỏa thuận.', en: 'The quota of the agreement is used up.' },
    basis: ['D47/2020 Art 35(2)', 'D165/2025'],
  },
  RULESET_STALE: {
    text: {
      vi: 'Bộ quy tắc đã cũ hoặc có điều khoản chưa hiểu được, nên không thể quyết định.',
      en: 'The rules in hand are too old, or say something that is not understood: nothing is decided by them.',
    },
    basis: ['D47/2020 Art 40', 'D278/2025 Art 7'],
  },
  FORBIDDEN: {
    text: {
      vi: 'Cơ quan chủ quản cấm chia sẻ trường dữ liệu này.',
      en: 'The owner forbids sharing this field.',
    },
    basis: ['D47/2020 Art 51', 'D194/2025 Art 16(1)'],
  },
  OVERLOAD: {
    text: { vi: 'Hệ thống của bên cung cấp đang quá tải.', en: "The provider's system is overloaded." },
    basis: ['D47/2020 Art 43', 'D194/2025 Art 21'],
  },
  EXCLUDED_AGENCY: {
    text: {
      vi: 'Cơ quan nằm ngoài phạm vi áp dụng của mạng chia sẻ này.',
      en: 'The agency is outside this exchange.',
    },
    basis: ['NQ214/2025 III.2(a)'],
  },
};

/** The law behind each kind of consent, by the same preference. */
export const CONSENT_BASIS: Readonly<Record<ConsentKind, Reason['basis']>> = {
  CONSENT: ['PDPL 91/2025 Art 9', 'D13/2023 Art 11'],
  WRITTEN_REQUEST: REASONS.CONSENT_MISSING.basis,
};

/** The law that wants a risk assessment before core data leaves. */
export const RISK_ASSESSMENT_BASIS: Reason['basis'] = ['D165/2025'];
