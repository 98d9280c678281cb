import {
  before,
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

export const govOffice: SpoiltTables = {
  Dossier: spoilt(
    'number',
    malformed('status', 0.01, 'Đang xử lý'),
    shortened('procedureCode', 0.01),
    before('doneOn', 'submittedOn', 0.02),
    nobody('applicantId', 0.01),
    stale('updatedOn', 0.02),
  ),
  DossierStep: spoilt('dossierNumber position', missing('name', 0.008), toCome('doneOn', 0.008)),
  Petition: spoilt(
    'number',
    missing('addressedTo', 0.03),
    before('answeredOn', 'receivedOn', 0.04),
    twice('petitionerId subject receivedOn', 'number', 0.03),
  ),
};
