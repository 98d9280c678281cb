import { before, malformed, missing, nobody, shortened, spoilt, type SpoiltTables } from './kinds.ts';

export const spc: SpoiltTables = {
  Judgment: spoilt(
    'caseNumber',
    malformed('kind', 0.06, 'Hình sự'),
    missing('court', 0.06),
    nobody('defendantId', 0.06),
  ),
  FreezeOrder: spoilt(
    'caseNumber parcelId',
    shortened('parcelId', 0.03),
    before('liftedOn', 'orderedOn', 0.04),
  ),
};
