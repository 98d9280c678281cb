import {
  misread,
  missing,
  shortened,
  spoilt,
  toCome,
  twice,
  unregistered,
  type SpoiltTables,
} from './kinds.ts';

export const most: SpoiltTables = {
  ProductCertificate: spoilt(
    'number',
    misread('gtin', 0.05),
    twice('gtin standardNumber validTo', 'number', 0.05),
  ),
  IndustrialPropertyApplication: spoilt(
    'number',
    unregistered('applicantTaxCode', 0.04),
    missing('mark', 0.03),
    misread('applicantTaxCode', 0.03),
    twice('mark applicantTaxCode', 'number', 0.03),
    toCome('filedOn', 0.03),
  ),
  ScienceInspection: spoilt('number', shortened('inspectedId', 0.05), toCome('inspectedOn', 0.05)),
};
