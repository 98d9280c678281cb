import {
  before,
  malformed,
  misread,
  missing,
  putting,
  shortened,
  spoilt,
  stale,
  toCome,
  twice,
  unregistered,
  type SpoiltTables,
} from './kinds.ts';

export const moit: SpoiltTables = {
  MarketInspection: spoilt(
    'number',
    shortened('inspectedId', 0.05),
    toCome('inspectedOn', 0.05),
    twice('decisionNumber', 'number', 0.05),
  ),
  ECommerceSite: spoilt(
    'domain',
    unregistered('taxCode', 0.04),
    malformed('kind', 0.05, 'Sàn'),
    stale('confirmedOn', 0.06),
  ),
  BusinessLicence: spoilt(
    'number',
    unregistered('taxCode', 0.04),
    before('validTo', 'issuedOn', 0.06),
    misread('taxCode', 0.05),
  ),
  Product: spoilt(
    'gtin',
    missing('originCommune', 0.05),
    // The decentralised identifier of another producer.
    putting('CROSS_FIELD', 'producerDid', 0.06, (did) => `${String(did).slice(0, -1)}X`),
  ),
  ProductBatch: spoilt('id', toCome('madeOn', 0.05), twice('gtin number', 'id', 0.04)),
  TraceEvent: spoilt(
    'id',
    misread('place', 0.02),
    misread('receiver', 0.04),
    malformed('step', 0.02, 'Đóng gói'),
  ),
};
