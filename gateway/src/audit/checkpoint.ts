import type { JWK } from 'jose';
import { HASH_BYTES, type Hash } from './merkle.ts';
import {
  noteKey,
  openNote,
  textOfNote,
  type NoteFault,
  type NoteKey,
  type NoteSigner,
} from './signed-note.ts';

/** What a gateway signs of its log: so many entries, under this root (C2SP tlog-checkpoint). */
export interface Checkpoint {
  /** Which log: one for each replica of the gateway. */
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
}

/** A replica's name stands in its log's origin and names its file, or its schema: PostgreSQL knows 63 characters. */
export const REPLICA_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,55}$/;

export const originOf = (replica: string): string => `lienthong/ledger/${replica}`;
export const replicaOf = (origin: string): string => origin.slice(origin.lastIndexOf('/') + 1);

/** Three lines: origin, size, root. The log signs under its origin's name. */
export const signCheckpoint = ({ origin, size, root }: Checkpoint, signer: NoteSigner): string =>
  signer.sign(`${origin}\n${size}\n${root.toString('base64')}\n`);

export type CheckpointFault = NoteFault | 'OTHER_LOG';

/** The keys of a key set that may sign for a log. */
export const logKeys = (origin: string, keys: readonly JWK[]): NoteKey[] =>
  keys.filter(({ crv, x }) => crv === 'Ed25519' && x).map((key) => noteKey(origin, key));

/** Reads a signed checkpoint of the log `origin`; nothing but the public keys is needed. */
export function openCheckpoint(
  note: string,
  origin: string,
  keys: readonly NoteKey[],
): { readonly checkpoint: Checkpoint } | { readonly fault: CheckpointFault } {
  const claim = claimOfNote(note);
  if (!claim) return { fault: 'MALFORMED' };
  if (claim.origin !== origin) return { fault: 'OTHER_LOG' };
  const opened = openNote(note, keys);
  return 'fault' in opened ? opened : { checkpoint: claim };
}

/** What a note claims, before anybody has verified it: enough to say which log and size it speaks of. */
export const claimOfNote = (note: string): Checkpoint | undefined => readText(textOfNote(note) ?? '');

/** Lines after the third are allowed by the format, and say nothing we know. */
function readText(text: string): Checkpoint | undefined {
  const [origin, size, root, ...more] = text.split('\n');
  if (!origin || !size || !root || more.pop() !== '' || more.includes('')) return undefined;
  const hash = Buffer.from(root, 'base64');
  if (!/^(0|[1-9]\d{0,15})$/.test(size) || !Number.isSafeInteger(Number(size))) return undefined;
  if (hash.length !== HASH_BYTES || hash.toString('base64') !== root) return undefined;
  return { origin, size: Number(size), root: hash };
}
