import { addDays } from '../world/days.ts';
import {
  above,
  before,
  malformed,
  misnamed,
  missing,
  nobody,
  putting,
  shortened,
  spoilt,
  stale,
  toCome,
  twice,
  type SpoiltTables,
} from './kinds.ts';

export const moj: SpoiltTables = {
  BirthRegistration: spoilt(
    'number',
    // Too early: nothing was registered before it.
    putting('CONTRADICTION', 'dateOfBirth', 0.01, (day, chance) =>
      addDays(String(day), -chance.whole(20, 300)),
    ),
    before('registeredOn', 'dateOfBirth', 0.01),
    malformed('sex', 0.008, 'Nam'),
  ),
  MaritalStatus: spoilt('citizenId', nobody('citizenId', 0.005)),
  JudgmentEnforcement: spoilt(
    'decisionNumber',
    malformed('status', 0.05, 'Đang thi hành'),
    malformed('caseNumber', 0.05, 'Bản án số 12'),
    stale('updatedOn', 0.05),
  ),
  SecuredTransaction: spoilt(
    'number',
    malformed('assetKind', 0.02, 'Xe'),
    before('releasedOn', 'registeredOn', 0.03),
    twice('assetId registeredOn', 'number', 0.02),
  ),
  Sanction: spoilt(
    'decisionNumber',
    malformed('amount', 0.03, 0),
    before('completedOn', 'decidedOn', 0.03),
    shortened('citizenId', 0.02),
    stale('updatedOn', 0.02),
  ),
  LegalAidCentre: spoilt('code', malformed('lawyers', 0.05, -1), twice('name', 'code', 0.05)),
  LawMonitoring: spoilt('code', above('mended', 'findings', 0.1)),
  MediationTeam: spoilt('code', above('settled', 'mediated', 0.04), malformed('members', 0.03, 1)),
  CompensationDecision: spoilt('number', before('paidOn', 'decidedOn', 0.1), malformed('amount', 0.05, 0)),
  BailiffOffice: spoilt('code', malformed('status', 0.04, 'Hoạt động'), missing('commune', 0.04)),
  NotarialAct: spoilt(
    'number',
    shortened('parcelId', 0.01),
    missing('office', 0.01),
    toCome('notarizedOn', 0.01),
    twice('parcelId kind notarizedOn', 'number', 0.01),
  ),
  AssetAuction: spoilt('number', malformed('result', 0.1, 'Chưa bán')),
  JudicialPractitioner: spoilt(
    'cardNumber',
    misnamed('name', 0.04),
    malformed('title', 0.03, 'Luật sư'),
    twice('citizenId title', 'cardNumber', 0.03),
  ),
};
