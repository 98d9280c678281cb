import { createHash, createPublicKey, KeyObject, sign, verify } from 'node:crypto';
import type { SigningKey } from '@lienthong/shared/identity/keys';
import type { JWK } from 'jose';

/**
 * Signed notes (C2SP signed-note): text, an empty line, and lines of signatures that each name their key. People can
 * read them, and any implementation of the format can verify them.
 */
export interface NoteSigner {
  readonly name: string;
  sign(text: string): string;
}

/** A public key under the name it signs with. */
export interface NoteKey {
  readonly name: string;
  readonly id: Buffer;
  readonly publicKey: KeyObject;
}

/** Why a note cannot be believed. */
export type NoteFault = 'MALFORMED' | 'UNKNOWN_KEY' | 'BAD_SIGNATURE';

const DASH = '\u2014';
const KEY_ID_BYTES = 4;
const ED25519 = Buffer.of(1);
/** Room for far more than the 16 signatures every reader of notes must accept. */
const LONGEST_NOTE = 64 * 1024;

/** Signs as `name` with the gateway's key. */
export function noteSigner(name: string, { privateKey, jwks }: SigningKey): NoteSigner {
  const key = KeyObject.from(privateKey);
  const { id } = noteKey(name, jwks.keys[0]!);
  return {
    name,
    sign: (text) => {
      const signature = Buffer.concat([id, sign(null, Buffer.from(text), key)]).toString('base64');
      return `${text}\n${DASH} ${name} ${signature}\n`;
    },
  };
}

/** An Ed25519 public key, as a key set publishes it, under a name. */
export function noteKey(name: string, jwk: JWK): NoteKey {
  const publicKey = createPublicKey({ key: { kty: jwk.kty, crv: jwk.crv, x: jwk.x }, format: 'jwk' });
  const raw = Buffer.from(jwk.x!, 'base64url');
  const id = createHash('sha256').update(`${name}\n`).update(ED25519).update(raw).digest();
  return { name, id: id.subarray(0, KEY_ID_BYTES), publicKey };
}

/**
 * The text of a note signed by one of these keys. Signatures of others are passed over, as the format wants it; one
 * that claims a known key and does not verify condemns the note.
 */
export function openNote(note: string, keys: readonly NoteKey[]): { text: string } | { fault: NoteFault } {
  const parts = partsOf(note);
  if (!parts) return { fault: 'MALFORMED' };
  let signed = false;
  for (const { name, id, signature } of parts.signatures) {
    const key = keys.find((each) => each.name === name && each.id.equals(id));
    if (!key) continue;
    if (!verify(null, Buffer.from(parts.text), key.publicKey, signature)) return { fault: 'BAD_SIGNATURE' };
    signed = true;
  }
  return signed ? { text: parts.text } : { fault: 'UNKNOWN_KEY' };
}

/** What a note says, believed by nobody yet. */
export const textOfNote = (note: string): string | undefined => partsOf(note)?.text;

interface SignatureLine {
  readonly name: string;
  readonly id: Buffer;
  readonly signature: Buffer;
}

function partsOf(note: string): { text: string; signatures: readonly SignatureLine[] } | undefined {
  const gap = note.lastIndexOf('\n\n');
  // Control characters other than the newline are not allowed anywhere in a note.
  // eslint-disable-next-line no-control-regex
  if (note.length > LONGEST_NOTE || gap < 0 || !note.endsWith('\n') || /[\0-\x09\x0b-\x1f]/.test(note))
    return undefined;
  const signatures = note
    .slice(gap + 2, -1)
    .split('\n')
    .map(signatureOf);
  return signatures.every((line) => line !== undefined)
    ? { text: note.slice(0, gap + 1), signatures }
    : undefined;
}

function signatureOf(line: string): SignatureLine | undefined {
  const [, name, encoded] = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u.exec(line) ?? [];
  if (!name || !encoded) return undefined;
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.length <= KEY_ID_BYTES || bytes.toString('base64') !== encoded) return undefined;
  return { name, id: bytes.subarray(0, KEY_ID_BYTES), signature: bytes.subarray(KEY_ID_BYTES) };
}
