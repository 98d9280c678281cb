import { z } from 'zod';
import type { Text } from '@lienthong/shared/policy/types';
import { AgencyExcluded, TokenInvalid } from './token-refused.ts';
import type { Caller } from './caller.ts';

/** No control characters, no halves of characters: it will stand in logs and receipts. */
const text = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^\P{C}+$/u);
const label = text(200);

/** What a token says of its bearer beside the registered claims (RFC 7519). null counts as absent. */
const callerClaims = z.object({
  agency: z.string().nullish(),
  system: label.nullish(),
  officer: label.nullish(),
  purpose: z
    .string()
    .max(100)
    .regex(/^[a-z][a-z0-9-]*$/)
    .nullish(),
  procedure: label.nullish(),
  case: z.object({ id: label, subjects: z.array(text(64)).max(1000).default([]) }).nullish(),
  territory: z
    .string()
    .regex(/^\d{2,5}$/)
    .nullish(),
  decision_number: label.nullish(),
  approved_by: z.array(label).max(10).nullish(),
  personal_id: z
    .string()
    .regex(/^0\d{11}$/)
    .nullish(),
});
export type CallerClaims = z.input<typeof callerClaims>;

const LABEL = { en: 'a text of 1 to 200 characters', vi: 'một chuỗi từ 1 đến 200 ký tự' };

/** By claim, what it must be. A token's own words are never repeated. */
const EXPECTED: Readonly<Record<string, Text>> = {
  agency: { en: 'the id of an agency', vi: 'mã của một cơ quan' },
  system: LABEL,
  officer: LABEL,
  purpose: {
    en: 'the id of a purpose, in lower-case letters, digits and hyphens',
    vi: 'mã của một mục đích, gồm chữ thường, chữ số và dấu gạch nối',
  },
  procedure: LABEL,
  case: { en: 'an object of id and subjects', vi: 'một đối tượng gồm id và subjects' },
  'case.id': LABEL,
  'case.subjects': {
    en: 'a list of at most 1000 texts of 1 to 64 characters',
    vi: 'một danh sách tối đa 1000 chuỗi từ 1 đến 64 ký tự',
  },
  territory: { en: 'a code of 2 to 5 digits, as text', vi: 'một mã từ 2 đến 5 chữ số, dạng chuỗi' },
  decision_number: LABEL,
  approved_by: {
    en: 'a list of at most 10 texts of 1 to 200 characters',
    vi: 'một danh sách tối đa 10 chuỗi từ 1 đến 200 ký tự',
  },
  personal_id: {
    en: 'twelve digits beginning with 0, as text',
    vi: 'mười hai chữ số bắt đầu bằng 0, dạng chuỗi',
  },
};

/**
 * Reads the Caller out of verified claims. Throws {@link TokenInvalid} where they do not say one thing clearly, and
 * {@link AgencyExcluded} for an agency outside the exchange.
 */
export function createCallerReader(
  agencies: readonly string[],
  excludedAgencies: readonly string[] = [],
): (claims: unknown) => Caller {
  const known = new Set(agencies);
  const excluded = new Set(excludedAgencies);
  return (claims) => {
    const read = callerClaims.safeParse(claims);
    if (!read.success) throw malformed(read.error.issues[0]!.path);
    const { personal_id: personalId, ...ofAgency } = read.data;
    if (personalId != null) {
      if (Object.values(ofAgency).some((claim) => claim != null)) throw new TokenInvalid(BOTH);
      return Object.freeze({ kind: 'citizen', personalId });
    }

    const { agency, system } = ofAgency;
    if (agency == null) throw new TokenInvalid(NEITHER);
    if (excluded.has(agency)) throw new AgencyExcluded();
    if (!known.has(agency)) throw new TokenInvalid(UNKNOWN_AGENCY);
    if (system == null) throw malformed(['system']);
    // One Caller serves every request of its token: nothing may write to it.
    return Object.freeze({
      kind: 'agency',
      agency,
      system,
      ...(ofAgency.officer != null && { officer: ofAgency.officer }),
      ...(ofAgency.purpose != null && { purpose: ofAgency.purpose }),
      ...(ofAgency.procedure != null && { procedure: ofAgency.procedure }),
      ...(ofAgency.case != null && {
        case: Object.freeze({ id: ofAgency.case.id, subjects: Object.freeze(ofAgency.case.subjects) }),
      }),
      ...(ofAgency.territory != null && { territory: ofAgency.territory }),
      ...(ofAgency.decision_number != null && { decisionNumber: ofAgency.decision_number }),
      ...(ofAgency.approved_by != null && { approvedBy: Object.freeze(ofAgency.approved_by) }),
    });
  };
}

function malformed(path: readonly PropertyKey[]): TokenInvalid {
  const claim = path.filter((step) => typeof step === 'string').join('.');
  const { en, vi } = EXPECTED[claim]!;
  return new TokenInvalid({
    en: `its claim "${claim}" must be ${en}`,
    vi: `khai báo "${claim}" của mã phải là ${vi}`,
  });
}

const BOTH: Text = {
  en: 'it speaks for an agency and for a citizen at once',
  vi: 'mã vừa nhân danh cơ quan vừa nhân danh công dân',
};
const NEITHER: Text = {
  en: 'it names neither an agency (claim "agency") nor a citizen (claim "personal_id")',
  vi: 'mã không nêu cơ quan (khai báo "agency") cũng không nêu công dân (khai báo "personal_id")',
};
const UNKNOWN_AGENCY: Text = {
  en: 'its claim "agency" names no agency of this exchange',
  vi: 'khai báo "agency" của mã không phải là cơ quan nào trong mạng chia sẻ này',
};
