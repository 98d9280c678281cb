import { TWICE } from '../world/personal-id.ts';
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

export const mps: SpoiltTables = {
  DrivingLicence: spoilt(
    'number',
    malformed('class', 0.006, 'B2 cũ'),
    before('validTo', 'issuedOn', 0.01),
    shortened('holderId', 0.004),
    stale('updatedOn', 0.01, 'issuedOn'),
  ),
  Residence: spoilt(
    'citizenId',
    missing('address', 0.005),
    twice('noticeNumber', 'citizenId', 0.004, (id) => `${TWICE}${id.slice(3)}`),
    stale('updatedOn', 0.01),
  ),
  IdentityCard: spoilt('citizenId', before('validTo', 'issuedOn', 0.006), shortened('citizenId', 0.003)),
  Vehicle: spoilt(
    'plate',
    shortened('plate', 0.006),
    malformed('kind', 0.008, 'Ô tô con'),
    missing('brand', 0.006),
    stale('updatedOn', 0.02),
  ),
  ElectronicIdentity: spoilt('citizenId', malformed('level', 0.005, 3), toCome('activatedOn', 0.004)),
  OrganizationElectronicIdentity: spoilt('taxCode', toCome('activatedOn', 0.05)),
  Seal: spoilt('certificateNumber', misread('taxCode', 0.05), toCome('registeredOn', 0.05)),
  PrisonTerm: spoilt('caseNumber', shortened('citizenId', 0.05)),
  Citizen: spoilt(
    'personalId',
    missing('permanentAddress', 0.006),
    // Of the grown alone: who was born in the digitised years would contradict the register of births as well.
    putting('CROSS_FIELD', 'sex', 0.003, (sex, _, { dateOfBirth }) =>
      String(dateOfBirth) < '1995' ? (sex === 'MALE' ? 'FEMALE' : 'MALE') : undefined,
    ),
    stale('updatedOn', 0.02),
    twice('fullName dateOfBirth sex permanentAddress', 'personalId', 0.004, (id) => `${TWICE}${id.slice(3)}`),
  ),
  Guardianship: spoilt('guardianId childId', shortened('guardianId', 0.003)),
  TrafficAccidentCount: spoilt('province month', malformed('injured', 0.03, -1)),
  FireSafetyApproval: spoilt('number', unregistered('taxCode', 0.04), toCome('approvedOn', 0.05)),
  CriminalRecord: spoilt(
    'caseNumber',
    missing('court', 0.05),
    before('expungedOn', 'servedOn', 0.1),
    stale('updatedOn', 0.05),
  ),
  CriminalRecordCertificate: spoilt('number', malformed('type', 0.03, '1'), toCome('issuedOn', 0.03)),
  CommunitySentence: spoilt('caseNumber', before('completedOn', 'begunOn', 0.1), missing('commune', 0.05)),
  TrafficViolation: spoilt(
    'decisionNumber',
    malformed('pointsDeducted', 0.02, 13),
    before('paidOn', 'decidedOn', 0.03),
    shortened('plate', 0.05),
  ),
  OrdinaryPassport: spoilt('number', before('validTo', 'issuedOn', 0.01), shortened('citizenId', 0.008)),
  SecurityCertificate: spoilt(
    'number',
    unregistered('taxCode', 0.04),
    malformed('line', 0.05, 'Lưu trú'),
    misread('taxCode', 0.05),
  ),
};
