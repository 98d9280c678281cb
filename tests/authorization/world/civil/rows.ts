/** Nobody real: a personal number that begins with 003, 005 or 007 was never given out. */
export const citizens = [
  {
    personalId: '003190000001',
    cardNumber: 'CARD-1',
    fullName: 'Trần Thị Mẫu An',
    dateOfBirth: '1990-04-12',
    phone: '0900000001',
    householdId: 'HK-1',
    commune: '10105',
  },
  {
    personalId: '003090000002',
    cardNumber: 'CARD-2',
    fullName: 'Lê Văn Mẫu Bình',
    dateOfBirth: '1990-11-30',
    phone: '0900000002',
    householdId: 'HK-1',
    commune: '10105',
  },
  {
    personalId: '003315000003',
    cardNumber: 'CARD-3',
    fullName: 'Lê Thị Mẫu Chi',
    dateOfBirth: '2015-06-01',
    phone: '0900000003',
    householdId: 'HK-1',
    commune: '10105',
  },
  {
    personalId: '005070000004',
    cardNumber: 'CARD-4',
    fullName: 'Phạm Văn Mẫu Dũng',
    dateOfBirth: '1970-01-09',
    phone: '0900000004',
    householdId: 'HK-2',
    commune: '20207',
  },
];

export const households = [
  { number: 'HK-1', headId: '003190000001', commune: '10105' },
  { number: 'HK-2', headId: '005070000004', commune: '20207' },
];

export const PLACES: Readonly<Record<string, string>> = { '10105': 'Xã Mẫu Một', '20207': 'Xã Mẫu Hai' };

/** An has agreed to the survey, Bình has taken back what he agreed to. */
export const consents = [
  {
    id: 'civil-1',
    subject: '003190000001',
    purpose: 'survey',
    kind: 'CONSENT',
    validFrom: '2025-01-01',
    validTo: null,
  },
  {
    id: 'civil-2',
    subject: '003090000002',
    purpose: 'survey',
    kind: 'CONSENT',
    validFrom: '2025-01-01',
    validTo: '2025-06-30',
  },
];
