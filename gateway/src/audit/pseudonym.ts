import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '@lienthong/shared/errors';

/** A person or thing in the ledger: 256 bits that only the gateway can tell from chance. */
export type Pseudonym = string & { readonly pseudonym: true };

/** Kinds keep apart identifiers that look alike: the same digits as a citizen and as an organisation are two pseudonyms. */
export type Pseudonymize = (kind: string, identifier: string) => Pseudonym;

/** HMAC-SHA-256 of an identifier, under a key without which nobody can try identifiers out. */
export const createPseudonymizer =
  (key: Buffer): Pseudonymize =>
  (kind, identifier) =>
    createHmac('sha256', key).update(`${kind}\0${identifier}`).digest('base64url') as Pseudonym;

const KEY_BYTES = 32;

/**
 * Reads the key of pseudonyms from `<data>/keys`, making it on the first start; readable by its owner alone. It is not
 * the signing key: that one may be replaced, while this one must last as long as citizens may ask who read about them.
 */
export function openPseudonymKey(dataDir: string): Buffer {
  const file = join(dataDir, 'keys', 'ledger.pseudonym.key');
  makeOnce(file);
  chmodSync(file, 0o600);
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url');
  if (key.length === KEY_BYTES) return key;
  throw new StartError(
    'BAD_KEY',
    `${file} does not hold the ${KEY_BYTES} bytes of a pseudonym key. Restore it: with another key nobody's earlier receipts are found.`,
  );
}

/** Replicas that start together end up with one key: the first to put it in its place wins. */
function makeOnce(file: string): void {
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 });
  const beside = `${file}.${randomUUID()}.tmp`;
  writeFileSync(beside, `${randomBytes(KEY_BYTES).toString('base64url')}\n`, { mode: 0o600 });
  try {
    linkSync(beside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(beside);
  }
}
