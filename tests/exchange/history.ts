import type { Receipt } from '@lienthong/gateway/audit/receipt';
import { pseudonymOf, receiptOf } from '../audit/receipts.ts';

export const BINH = '001085000017';
export const AN = '001190000028';
const binh = pseudonymOf('Citizen', BINH);
const an = pseudonymOf('Citizen', AN);

const noon = (day: string): number => Date.parse(`${day}T05:00:00.000Z`);
const [asked] = receiptOf().agencies;
const civilStatus: Receipt['agencies'][number] = {
  agency: 'moj',
  asked: ['Citizen.birthRegistration'],
  given: ['Citizen.birthRegistration'],
  refused: [],
  grants: [{ id: 'moj-mps-birth-chain', basis: ['D278/2025 Art 4(2)'] }],
  rowCount: 2,
};
const bySelf: Receipt['caller'] = {
  kind: 'CITIZEN',
  agency: null,
  system: null,
  officer: null,
  citizen: binh,
};

/** What happened, a day after another: on the first two in the first and the last moment of the Vietnamese day. */
export const REFERRAL = receiptOf(
  { caseId: 'referral', subjects: [binh] },
  Date.parse('2026-02-28T17:00:00.000Z'),
);
export const BIRTH = receiptOf(
  {
    caseId: 'birth',
    purpose: 'birth-registration',
    subjects: [binh, an],
    agencies: [asked!, civilStatus],
    outcome: 'ALLOWED',
    replica: 'gateway-2',
  },
  Date.parse('2026-03-02T16:59:59.999Z'),
);
export const SEALED = receiptOf(
  { caseId: 'sealed', subjects: [binh], sealedUntil: '2026-09-01T00:00:00.000Z' },
  noon('2026-03-03'),
);
export const OWN = receiptOf(
  { caseId: null, caller: bySelf, purpose: null, procedure: null, subjects: [], agencies: [civilStatus] },
  noon('2026-03-04'),
);
export const SCHOOL = receiptOf(
  {
    caseId: 'school',
    caller: { ...receiptOf().caller, agency: 'moet' },
    purpose: 'of-old',
    subjects: [an],
    outcome: 'REFUSED',
  },
  noon('2026-03-05'),
);

/** In the logs of two replicas. */
export const HISTORY = { 'gateway-1': [REFERRAL, SEALED, OWN, SCHOOL], 'gateway-2': [BIRTH] };
export const PEOPLE = [BINH, AN];
export const PSEUDONYMS = [binh, an, receiptOf().caller.officer];
