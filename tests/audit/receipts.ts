import { createPseudonymizer } from '@lienthong/gateway/audit/pseudonym';
import type { Receipt } from '@lienthong/gateway/audit/receipt';
import { newReceiptId } from '@lienthong/gateway/audit/receipt-id';

/** The pseudonyms of these tests. */
export const pseudonymOf = createPseudonymizer(Buffer.alloc(32, 7));

export const BEGINNING = Date.parse('2026-03-01T08:00:00.000Z');

/** A doctor asks for a patient's name and address; the first is given, the second refused. */
export function receiptOf(change: Partial<Receipt> = {}, at = BEGINNING): Receipt {
  return {
    id: newReceiptId(at),
    time: new Date(at).toISOString(),
    replica: 'gateway-1',
    caller: {
      kind: 'AGENCY',
      agency: 'moh',
      system: 'his-bach-mai',
      officer: pseudonymOf('Officer', 'lan.nguyen'),
      citizen: null,
    },
    purpose: 'health-referral',
    procedure: '1.002',
    caseId: 'HS-1',
    operation: { name: 'Referral', hash: 'a'.repeat(64) },
    ruleSetHash: 'b'.repeat(64),
    agencies: [
      {
        agency: 'mps',
        asked: ['Citizen.fullName', 'Citizen.address'],
        given: ['Citizen.fullName'],
        refused: [{ field: 'Citizen.address', reason: 'NO_GRANT' }],
        grants: [{ id: 'mps-moh-referral', basis: ['D278/2025 Art 4(2)'] }],
        rowCount: 1,
      },
    ],
    subjects: [pseudonymOf('Citizen', '001085000017')],
    outcome: 'PARTIAL',
    sealedUntil: null,
    ...change,
  };
}

/** What receipts say again and again: so many agencies were asked for ten fields each, and gave them. */
export const unchanging = (count: number): Receipt['agencies'] =>
  frozen(
    Array.from({ length: count }, (_, index) => {
      const fields = Array.from({ length: 10 }, (_, field) => `Citizen.field${index}of${field}`);
      const agency = `agency-${String.fromCharCode(97 + index)}`;
      const grants = [{ id: `${agency}-grant`, basis: ['D278/2025 Art 4(2)'] }];
      return { agency, asked: fields, given: fields, refused: [], grants, rowCount: index };
    }),
  );

function frozen<Value extends object>(value: Value): Value {
  for (const each of Object.values(value) as unknown[])
    if (typeof each === 'object' && each !== null) frozen(each);
  return Object.freeze(value);
}

/** So many receipts, a second apart. */
export const receipts = (count: number, change: Partial<Receipt> = {}): Receipt[] =>
  Array.from({ length: count }, (_, index) =>
    receiptOf({ caseId: `HS-${index}`, ...change }, BEGINNING + index * 1000),
  );
