import type { AuditConclusion } from '../../../subgraphs/sav/audits.ts';
import { YEAR } from '../world/days.ts';
import type { Register } from './register.ts';

const AUDITED = [
  ['moj', 'Chi trả bồi thường nhà nước', 6, 4],
  ['moet', 'Mua sắm thiết bị trường học', 11, 9],
  ['mae', 'Quản lý đất đai', 17, 10],
  ['ppc', 'Quyết toán ngân sách địa phương', 23, 19],
] as const;

/** Audits that nobody made. */
export const sav: Register = {
  agency: 'sav',
  once: () => ({
    AuditConclusion: AUDITED.map(
      ([agency, subject, recommendations, carriedOut], index): AuditConclusion => ({
        number: `KTNN-MAU-${YEAR - 1}-${index + 1}`,
        agency,
        subject: `${subject} (mẫu)`,
        year: YEAR - 1,
        recommendations,
        carriedOut,
        publishedOn: `${YEAR}-07-15`,
      }),
    ),
  }),
};
