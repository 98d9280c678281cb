export const healthRecords = [
  {
    id: 'SK-1',
    citizenId: '003190000001',
    bloodGroup: 'O',
    allergies: ['penicillin'],
    diagnosis: 'diagnosis of SK-1',
  },
  { id: 'SK-2', citizenId: '003090000002', bloodGroup: 'AB', allergies: [], diagnosis: 'diagnosis of SK-2' },
  {
    id: 'SK-4',
    citizenId: '005070000004',
    bloodGroup: 'B',
    allergies: ['latex'],
    diagnosis: 'diagnosis of SK-4',
  },
];

export const healthEvents = [
  { id: 'E-1', citizenId: '003315000003', kind: 'Vaccination', what: 'BCG', on: '2015-06-02' },
  { id: 'E-2', citizenId: '003315000003', kind: 'Admission', what: 'surgery', on: '2021-03-04' },
];

export const facilities = [
  {
    code: 'CS-1',
    name: 'Trạm y tế Mẫu Một',
    beds: 12,
    stockpile: 900,
    bloodReserve: 30,
    contracts: 'contracts of CS-1',
    placeId: '10105',
  },
];

/** An has asked in writing that her record be sent where she is treated. */
export const consents = [
  {
    id: 'health-1',
    subject: '003190000001',
    purpose: 'care',
    kind: 'WRITTEN_REQUEST',
    validFrom: '2025-01-01',
    validTo: null,
  },
  {
    id: 'health-2',
    subject: '003090000002',
    purpose: 'care',
    kind: 'CONSENT',
    validFrom: '2025-01-01',
    validTo: null,
  },
];
