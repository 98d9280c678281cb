import type { JWK } from 'jose';
import { z } from 'zod';
import { canonicalJson, type Json } from './canonical-json.ts';
import { logKeys, openCheckpoint, claimOfNote, type Checkpoint } from './checkpoint.ts';
import { receiptOfEntry } from './entry.ts';
import type { InBothLanguages } from './in-both-languages.ts';
import { ENTRY_TEXT, type LedgerStore } from './ledger-store.ts';
import { HASH_BYTES, hashLeaf, type Hash } from './merkle.ts';
import {
  consistencySpans,
  inclusionSpans,
  LONGEST_PROOF,
  provesInclusion,
  type Span,
} from './merkle-proof.ts';
import type { Receipt } from './receipt.ts';
import { hashOfSpan } from './store/tree-store.ts';

const hash = z
  .base64()
  // Bits that stand for nothing are zero: a proof is written in one way.
  .refine((text) => Buffer.from(text, 'base64').toString('base64') === text)
  .transform((text): Hash => Buffer.from(text, 'base64'))
  .refine(({ length }) => length === HASH_BYTES);

/** A receipt, the way from it to a root, and the checkpoint that was signed over that root: all in one file. */
const proofShape = z.strictObject({
  receipt: z.record(z.string(), z.json()),
  index: z.int().min(0),
  inclusion: z.array(hash).max(LONGEST_PROOF),
  checkpoint: z.string(),
});

/** A proof as it is written: hashes in base64. */
export type ReceiptProof = z.input<typeof proofShape>;

/** Proves that a receipt stands in the log, under its newest checkpoint; null where no receipt bears the id. */
export async function proveReceipt(store: LedgerStore, receiptId: string): Promise<ReceiptProof | null> {
  const [found] = await store.rows<{ position: number; text: string; note: string }>(
    `SELECT position, ${ENTRY_TEXT} AS text, note FROM receipt, (SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1) newest
      WHERE id = $1`,
    [receiptId],
  );
  if (!found) return null;
  const size = claimOfNote(found.note)?.size ?? 0;
  const inclusion = await hashesOf(store, inclusionSpans(found.position, size));
  return {
    receipt: JSON.parse(found.text) as ReceiptProof['receipt'],
    index: found.position,
    inclusion: inclusion.map((each) => each.toString('base64')),
    checkpoint: found.note,
  };
}

/** The hashes that show a log of `newer` entries to begin with all of a log of `older`: for who kept a checkpoint. */
export const proveConsistency = (store: LedgerStore, older: number, newer: number): Promise<Hash[]> =>
  hashesOf(store, consistencySpans(older, newer));

async function hashesOf(store: LedgerStore, spans: readonly Span[]): Promise<Hash[]> {
  const hashes: Hash[] = [];
  for (const span of spans) hashes.push(await hashOfSpan(store, span));
  return hashes;
}

export type ProofVerdict =
  | {
      readonly holds: true;
      readonly checkpoint: Checkpoint;
      readonly index: number;
      readonly receipt: Receipt;
    }
  | { readonly holds: false; readonly code: ProofFault; readonly message: InBothLanguages };

export type ProofFault = keyof typeof FAULTS;

/** Checks a proof with nothing but the public keys. Whatever it is given, it answers. */
export function checkProof(proof: unknown, keys: readonly JWK[]): ProofVerdict {
  const parsed = proofShape.safeParse(proof);
  if (!parsed.success) return refuse('PROOF_MALFORMED');
  const { receipt, index, inclusion, checkpoint: note } = parsed.data;
  const origin = claimOfNote(note)?.origin;
  if (origin === undefined) return refuse('PROOF_MALFORMED');
  const opened = openCheckpoint(note, origin, logKeys(origin, keys));
  if ('fault' in opened) return refuse('PROOF_NOT_SIGNED');
  const { size, root } = opened.checkpoint;
  const leaf = leafOf(receipt);
  if (!leaf) return refuse('PROOF_MALFORMED');
  if (!provesInclusion({ index, size, leaf, root }, inclusion)) return refuse('PROOF_DOES_NOT_HOLD');
  const read = readable(receipt);
  return read
    ? { holds: true, checkpoint: opened.checkpoint, index, receipt: read }
    : refuse('PROOF_MALFORMED');
}

/** What was signed may have been written in another format. */
function readable(entry: Json): Receipt | undefined {
  try {
    return receiptOfEntry(entry);
  } catch {
    return undefined;
  }
}

function leafOf(receipt: Json): Hash | undefined {
  try {
    return hashLeaf(canonicalJson(receipt));
  } catch {
    return undefined;
  }
}

const refuse = (code: ProofFault): ProofVerdict => ({ holds: false, code, message: FAULTS[code] });

const FAULTS = {
  PROOF_MALFORMED: {
    en: 'This is not the proof of a receipt: receipt, index, inclusion and checkpoint are wanted.',
    vi: 'Đây không phải bằng chứng của một biên nhận: cần có receipt, index, inclusion và checkpoint.',
  },
  PROOF_NOT_SIGNED: {
    en: 'The checkpoint of the proof is not signed by any of the given keys, or was changed since.',
    vi: 'Mốc ký của bằng chứng không được ký bằng khóa nào trong các khóa đã cho, hoặc đã bị sửa sau đó.',
  },
  PROOF_DOES_NOT_HOLD: {
    en: 'The receipt is not the entry of the signed log that the proof says it is: one of the two was changed.',
    vi: 'Biên nhận không phải mục của nhật ký đã ký như bằng chứng nêu: một trong hai đã bị sửa.',
  },
} as const satisfies Readonly<Record<string, InBothLanguages>>;
