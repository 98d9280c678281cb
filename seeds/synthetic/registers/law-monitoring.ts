import type { LawMonitoring } from '../../../subgraphs/moj/legal-system.ts';
import { YEAR } from '../world/days.ts';

const LOOKED_AT = [
  ['98/2020/NĐ-CP', 'moit', 14, 9],
  ['168/2024/NĐ-CP', 'mps', 21, 17],
  ['20/2021/NĐ-CP', 'moh', 8, 8],
] as const;

/** Reports on how documents are enforced. No agency counted these figures. */
export const LAW_MONITORING: readonly LawMonitoring[] = LOOKED_AT.map(
  ([documentNumber, agency, findings, mended], index) => ({
    code: `TDTHPL-${YEAR - 1}-${index + 1}`,
    documentNumber,
    year: YEAR - 1,
    agency,
    findings,
    mended,
  }),
);
