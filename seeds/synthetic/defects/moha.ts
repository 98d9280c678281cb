import {
  before,
  malformed,
  misread,
  missing,
  nobody,
  shortened,
  spoilt,
  stale,
  toCome,
  twice,
  unregistered,
  type SpoiltTables,
} from './kinds.ts';

export const moha: SpoiltTables = {
  UnemploymentBenefit: spoilt(
    'decisionNumber',
    before('paidTo', 'paidFrom', 0.03),
    malformed('amount', 0.03, 0),
    twice('citizenId paidFrom', 'decisionNumber', 0.03),
    stale('updatedOn', 0.03),
  ),
  Merit: spoilt(
    'decisionNumber',
    malformed('category', 0.05, 'Thương binh'),
    toCome('decidedOn', 0.04),
    nobody('citizenId', 0.05),
  ),
  Employment: spoilt(
    'citizenId since',
    missing('occupation', 0.008),
    misread('employerTaxCode', 0.01),
    before('until', 'since', 0.01),
    stale('updatedOn', 0.02),
    nobody('citizenId', 0.004),
  ),
  ForeignWorker: spoilt(
    'permitNumber',
    unregistered('employerTaxCode', 0.04),
    missing('nationality', 0.04),
    before('permitValidTo', 'permitValidFrom', 0.04),
    twice('passportNumber permitValidFrom', 'permitNumber', 0.04),
  ),
  Office: spoilt('citizenId', shortened('citizenId', 0.03), stale('updatedOn', 0.05)),
};
