import { STORY_PROVINCES } from '../world/places.ts';
import {
  malformed,
  misread,
  missing,
  nobody,
  putting,
  shortened,
  spoilt,
  stale,
  toCome,
  twice,
  unregistered,
  type SpoiltTables,
} from './kinds.ts';

export const mae: SpoiltTables = {
  FishingVessel: spoilt('number', malformed('length', 0.05, 0), nobody('ownerId', 0.05)),
  AquacultureFarm: spoilt(
    'code',
    missing('species', 0.04),
    malformed('area', 0.04, 0),
    stale('updatedOn', 0.05),
  ),
  LandParcel: spoilt(
    'id',
    malformed('landUse', 0.01, 'Đất ở đô thị'),
    missing('certificateNumber', 0.008),
    nobody('ownerId', 0.006),
    stale('updatedOn', 0.01, 'registeredOn'),
  ),
  LandPrice: spoilt(
    'reference',
    // Its province stands in the reference alone; those of the stories are spared.
    putting('FORMAT', 'perSquareMetre', 0.02, (_, __, { reference }) =>
      STORY_PROVINCES.some(({ code }) => String(reference).startsWith(code)) ? undefined : 0,
    ),
  ),
  PoorHousehold: spoilt(
    'citizenId',
    malformed('status', 0.02, 'Nghèo'),
    missing('decisionNumber', 0.02),
    nobody('citizenId', 0.02),
    stale('updatedOn', 0.02),
  ),
  PlantingArea: spoilt('code', malformed('status', 0.03, 'Tạm dừng'), stale('updatedOn', 0.05, 'issuedOn')),
  FeedImport: spoilt(
    'number',
    unregistered('importerTaxCode', 0.04),
    misread('importerTaxCode', 0.05),
    toCome('checkedOn', 0.05),
  ),
  DomesticFeed: spoilt(
    'code',
    shortened('producerTaxCode', 0.05),
    twice('name producerTaxCode', 'code', 0.05),
  ),
  ImportedFeed: spoilt('code', missing('madeIn', 0.06)),
};
