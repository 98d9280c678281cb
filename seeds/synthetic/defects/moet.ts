import {
  malformed,
  missing,
  nobody,
  shortened,
  spoilt,
  stale,
  toCome,
  twice,
  type SpoiltTables,
} from './kinds.ts';

export const moet: SpoiltTables = {
  VocationalInstitution: spoilt('code', missing('commune', 0.04), twice('name commune', 'code', 0.04)),
  VocationalStudent: spoilt(
    'citizenId',
    missing('trade', 0.02),
    malformed('status', 0.02, 'Đang học'),
    nobody('citizenId', 0.02),
  ),
  VocationalTeacher: spoilt('citizenId', missing('qualification', 0.05), shortened('citizenId', 0.05)),
  Diploma: spoilt(
    'number',
    malformed('degree', 0.01, 'Cử nhân'),
    missing('field', 0.01),
    toCome('awardedOn', 0.01),
    twice('citizenId degree field awardedOn', 'number', 0.01),
    nobody('citizenId', 0.01),
  ),
  School: spoilt('code', malformed('level', 0.02, 'TH'), malformed('places', 0.02, 0)),
  Pupil: spoilt(
    'citizenId',
    malformed('grade', 0.005, 13),
    nobody('citizenId', 0.008),
    missing('schoolCode', 0.005),
    stale('updatedOn', 0.02, 'enrolledOn'),
  ),
};
