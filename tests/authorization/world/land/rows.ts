export const parcels = [
  {
    id: 'T-1',
    province: '10',
    number: '101',
    label: 'Thửa Mẫu Một',
    value: 700,
    area: 120,
    ownerId: '003190000001',
    ownerCard: 'CARD-1',
    registeredBy: 'school',
  },
  {
    id: 'T-2',
    province: '10',
    number: '102',
    label: 'Thửa Mẫu Hai',
    value: 800,
    area: 240,
    ownerId: '003090000002',
    ownerCard: 'CARD-2',
    registeredBy: 'health',
  },
  {
    id: 'T-4',
    province: '20',
    number: '101',
    label: 'Thửa Mẫu Bốn',
    value: 900,
    area: 360,
    ownerId: '005070000004',
    ownerCard: 'CARD-4',
    registeredBy: 'school',
  },
];

export const buildings = [
  { id: 'N-1', label: 'Nhà Mẫu Một', value: 5000, floors: 3, ownerId: '003190000001', ownerCard: 'CARD-1' },
];
