import { createHmac } from 'node:crypto';
import { openSecret } from '@lienthong/shared/identity/secret';

/** A person or thing in the ledger: 256 bits that only the gateway can tell from chance. */
export type Pseudonym = string & { readonly pseudonym: true };

/** Kinds keep apart identifiers that look alike: the same digits as a citizen and as an organisation are two pseudonyms. */
export type Pseudonymize = (kind: string, identifier: string) => Pseudonym;

/** HMAC-SHA-256 of an identifier, under a key without which nobody can try identifiers out. */
export const createPseudonymizer =
  (key: Buffer): Pseudonymize =>
  (kind, identifier) =>
    createHmac('sha256', key).update(`${kind}\0${identifier}`).digest('base64url') as Pseudonym;

/**
 * Reads the key of pseudonyms from `<data>/keys`, making it on the first start. It is not the signing key: that one may
 * be replaced, while this one must last as long as citizens may ask who read about them.
 */
export const openPseudonymKey = (dataDir: string): Buffer =>
  openSecret(dataDir, 'ledger.pseudonym.key', "nobody's earlier receipts are found");
