import type { Condition, Text } from './types.ts';

/** What a condition demands, and what whoever was refused can do about it. */
export interface ConditionText {
  readonly demands: Text;
  readonly remedy: Text;
}

const AGREE: Text = {
  vi: 'Gửi yêu cầu chia sẻ tới cơ quan chủ quản: danh sách trường, mục đích, căn cứ pháp lý, phạm vi bản ghi, thời hạn. Cơ quan chủ quản trả lời trong hai ngày làm việc, nêu lý do và căn cứ nếu từ chối.',
  en: 'Ask the owner for a sharing agreement: list of fields, purpose, legal basis, scope of records, period. The owner answers within two working days, with reason and legal basis when it refuses.',
};
const NOTHING: Text = {
  vi: 'Không thể xin phép qua mạng này.',
  en: 'It cannot be asked for on this exchange.',
};
const RENEW: Text = {
  vi: 'Đề nghị cơ quan chủ quản gia hạn, sửa đổi hoặc ký thỏa thuận mới.',
  en: 'Ask the owner to extend or amend the agreement, or to make a new one.',
};
const OPERATOR: Text = {
  vi: 'Báo cho đơn vị vận hành nền tảng điều phối.',
  en: 'Tell the operator of the coordination platform.',
};

export const CONDITION_TEXTS: Readonly<Record<Condition, ConditionText>> = {
  RULES_FRESH: {
    demands: { vi: 'Bộ quy tắc còn mới.', en: 'The rules in hand are fresh.' },
    remedy: OPERATOR,
  },
  CLASSIFIED: {
    demands: { vi: 'Trường tồn tại và đã được phân loại.', en: 'The field exists and is classified.' },
    remedy: {
      vi: 'Đề nghị cơ quan chủ quản phân loại dữ liệu.',
      en: 'Ask the owner to classify the data.',
    },
  },
  NOT_SECRET: {
    demands: { vi: 'Dữ liệu không thuộc bí mật nhà nước.', en: 'The data is no state secret.' },
    remedy: NOTHING,
  },
  NOT_FORBIDDEN: {
    demands: {
      vi: 'Không có quy định cấm của cơ quan chủ quản.',
      en: 'No forbid of the owner names the field.',
    },
    remedy: {
      vi: 'Chỉ cơ quan chủ quản có thể bỏ hoặc nới quy định cấm.',
      en: 'Only the owner can lift the forbid or make an exception.',
    },
  },
  IDENTIFIED: {
    demands: { vi: 'Bên yêu cầu được xác thực.', en: 'The caller is identified.' },
    remedy: { vi: 'Gửi kèm mã truy cập của hệ thống.', en: "Send the system's access token." },
  },
  CONCERNS_CALLER: {
    demands: {
      vi: 'Dữ liệu dùng chung về chính người yêu cầu.',
      en: 'The data is shared-use data about the person who asks.',
    },
    remedy: {
      vi: 'Yêu cầu cơ quan chủ quản cung cấp theo quyền của chủ thể dữ liệu.',
      en: 'Ask the owner by the rights of the data subject.',
    },
  },
  NOT_EXCLUDED: {
    demands: { vi: 'Cơ quan thuộc phạm vi áp dụng.', en: 'The agency takes part in the exchange.' },
    remedy: NOTHING,
  },
  PURPOSE_KNOWN: {
    demands: { vi: 'Khai một mục đích có trong danh mục.', en: 'A purpose of the catalogue is declared.' },
    remedy: {
      vi: 'Khai mục đích trong mã truy cập; mục đích mới do Trung tâm dữ liệu quốc gia bổ sung.',
      en: 'Declare it in the token; the National Data Center adds new purposes.',
    },
  },
  RECIPIENT: {
    demands: { vi: 'Cơ quan được yêu cầu cho mục đích này.', en: 'The agency may ask for this purpose.' },
    remedy: {
      vi: 'Khai mục đích thuộc thẩm quyền của cơ quan.',
      en: "Declare a purpose within the agency's powers.",
    },
  },
  PROCEDURE: {
    demands: {
      vi: 'Nêu đúng mã thủ tục hành chính của mục đích.',
      en: "The purpose's own administrative procedure is named.",
    },
    remedy: { vi: 'Nêu mã thủ tục trong mã truy cập.', en: 'Name its code in the token.' },
  },
  CASE: {
    demands: { vi: 'Nêu hồ sơ vụ việc.', en: 'The case is named.' },
    remedy: { vi: 'Nêu mã hồ sơ và chủ thể của hồ sơ.', en: 'Name the case and whom it is about.' },
  },
  WITHIN_PURPOSE: {
    demands: { vi: 'Mục đích cần đến trường này.', en: 'The purpose needs the field.' },
    remedy: {
      vi: 'Bỏ trường này khỏi yêu cầu, hoặc khai mục đích cần đến nó.',
      en: 'Leave the field out, or declare the purpose that needs it.',
    },
  },
  GRANT_EXISTS: {
    demands: { vi: 'Có thỏa thuận nêu trường này.', en: 'Some agreement names the field.' },
    remedy: AGREE,
  },
  MASTER_SOURCE: {
    demands: {
      vi: 'Thỏa thuận do nguồn gốc của dữ liệu lập.',
      en: 'The agreement is made by the source of the data.',
    },
    remedy: AGREE,
  },
  GRANTEE: {
    demands: { vi: 'Thỏa thuận dành cho cơ quan này.', en: 'The agreement is with this agency.' },
    remedy: AGREE,
  },
  GRANT_PURPOSE: {
    demands: { vi: 'Thỏa thuận cho mục đích này.', en: 'The agreement is for this purpose.' },
    remedy: AGREE,
  },
  UNDERSTOOD: {
    demands: {
      vi: 'Mọi điều khoản của thỏa thuận hiểu được.',
      en: 'Everything the agreement says is understood.',
    },
    remedy: OPERATOR,
  },
  BASIS_NAMED: {
    demands: {
      vi: 'Thỏa thuận nêu căn cứ pháp lý được biết.',
      en: 'The agreement names a legal act that is known.',
    },
    remedy: RENEW,
  },
  STATUS: {
    demands: {
      vi: 'Thỏa thuận không bị tạm dừng, thu hồi hay thay thế.',
      en: 'The agreement is not suspended, revoked or superseded.',
    },
    remedy: RENEW,
  },
  STARTED: {
    demands: { vi: 'Thỏa thuận đã bắt đầu.', en: 'The agreement has begun.' },
    remedy: { vi: 'Chờ tới ngày có hiệu lực.', en: 'Wait for its first day.' },
  },
  NOT_OVER: {
    demands: { vi: 'Thỏa thuận chưa hết hạn.', en: 'The agreement is not over.' },
    remedy: RENEW,
  },
  BASIS_IN_FORCE: {
    demands: {
      vi: 'Ít nhất một căn cứ của thỏa thuận đang có hiệu lực.',
      en: 'At least one legal basis of the agreement is in force.',
    },
    remedy: RENEW,
  },
  GRANT_CONDITIONS: {
    demands: {
      vi: 'Yêu cầu nêu cán bộ, quyết định hoặc hai người phê duyệt như thỏa thuận đòi hỏi.',
      en: 'The request names the officer, decision or two approvals the agreement demands.',
    },
    remedy: { vi: 'Bổ sung vào yêu cầu.', en: 'Add them to the request.' },
  },
  CONSENT: {
    demands: {
      vi: 'Chủ thể dữ liệu đã đồng ý, hoặc yêu cầu bằng văn bản, cho mục đích này.',
      en: 'The data subject has consented, or asked in writing, for this purpose.',
    },
    remedy: {
      vi: 'Xin sự đồng ý hoặc văn bản yêu cầu của người đó. Im lặng không phải là đồng ý.',
      en: "Obtain that person's consent or written request. Silence is no consent.",
    },
  },
  ROWS: {
    demands: {
      vi: 'Yêu cầu nêu phạm vi bản ghi: chủ thể của hồ sơ hoặc địa bàn.',
      en: 'The request names its records: the subjects of the case, or the territory.',
    },
    remedy: {
      vi: 'Nêu chủ thể của hồ sơ hoặc địa bàn trong mã truy cập.',
      en: 'Name the subjects of the case or the territory in the token.',
    },
  },
  RISK_ASSESSED: {
    demands: {
      vi: 'Dữ liệu cốt lõi có đánh giá rủi ro còn hạn.',
      en: 'Core data has a risk assessment in force.',
    },
    remedy: {
      vi: 'Hai bên đánh giá rủi ro và ghi thời hạn vào thỏa thuận.',
      en: 'Both sides assess the risk and enter its term into the agreement.',
    },
  },
  COMBINATION: {
    demands: {
      vi: 'Các trường không tạo thành tổ hợp cần thẩm quyền riêng.',
      en: 'The fields together need no authority of their own.',
    },
    remedy: {
      vi: 'Hỏi riêng từng phần, hoặc khai mục đích có thẩm quyền cho tổ hợp.',
      en: 'Ask for less at once, or declare a purpose that carries the authority.',
    },
  },
};
