import { REASONS } from '@lienthong/shared/policy/reasons';

export type AgencyFailureCode = 'AGENCY_UNAVAILABLE' | 'AGENCY_TIMEOUT' | 'AGENCY_BAD_RESPONSE' | 'OVERLOAD';

/**
 * An agency did not do its part. `message` says what happened in English and `messageVi` in Vietnamese, without a word
 * of what the agency sent.
 */
export class AgencyFailure extends Error {
  constructor(
    readonly code: AgencyFailureCode,
    readonly agency: string,
    message: string,
    readonly messageVi: string,
    /** The law that lets it: an overloaded agency may refuse. */
    readonly basis?: string,
  ) {
    super(message);
    this.name = 'AgencyFailure';
  }
}

export const unavailable = (agency: string): AgencyFailure =>
  new AgencyFailure(
    'AGENCY_UNAVAILABLE',
    agency,
    `The subgraph of ${agency} cannot be reached.`,
    `Không kết nối được với phân hệ ${agency}.`,
  );

export const leftAlone = (agency: string): AgencyFailure =>
  new AgencyFailure(
    'AGENCY_UNAVAILABLE',
    agency,
    `The subgraph of ${agency} failed repeatedly and is left alone for a moment; it was not asked.`,
    `Phân hệ ${agency} lỗi liên tiếp nên tạm thời không được gọi.`,
  );

/** It says so itself: 429, or 503 with a time to ask again (RFC 6585, section 4; RFC 9110, section 15.6.4). */
export const overloaded = (agency: string): AgencyFailure => {
  const { text, basis } = REASONS.OVERLOAD;
  return new AgencyFailure(
    'OVERLOAD',
    agency,
    `The subgraph of ${agency}: ${text.en}`,
    `Phân hệ ${agency}: ${text.vi}`,
    basis[0],
  );
};

export const timedOut = (agency: string, milliseconds: number): AgencyFailure =>
  new AgencyFailure(
    'AGENCY_TIMEOUT',
    agency,
    `The subgraph of ${agency} did not answer within ${milliseconds} ms.`,
    `Phân hệ ${agency} không trả lời trong ${milliseconds} ms.`,
  );

export const badResponse = (agency: string, what: string, whatVi: string): AgencyFailure =>
  new AgencyFailure(
    'AGENCY_BAD_RESPONSE',
    agency,
    `The subgraph of ${agency} answered with ${what}.`,
    `Phân hệ ${agency} trả lời ${whatVi}.`,
  );

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** What a status says went wrong before there was any answer; null where one may follow. */
export function failureOfStatus(agency: string, status: number, headers: Headers): AgencyFailure | null {
  if (status === 401 || status === 403)
    return badResponse(
      agency,
      'a refusal of the gateway’s seal',
      'bằng việc từ chối dấu niêm phong của cổng',
    );
  if (status >= 300 && status < 400) return badResponse(agency, 'a redirection', 'bằng việc chuyển hướng');
  if (status === 429 || (status === 503 && headers['retry-after'] !== undefined)) return overloaded(agency);
  return status === 502 || status === 503 || status === 504 ? unavailable(agency) : null;
}
