import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '@lienthong/shared/errors';
import { publicKeysFile, writeKeySet } from '@lienthong/shared/identity/keys';
import type { JWK } from 'jose';

/**
 * The public keys that ever signed the logs of a data folder (a JWK Set, RFC 7517). A log outlives its key: what was signed before
 * the key was replaced is verified, and gone on with, by the earlier one. Seals know nothing of it.
 */
export const logKeysFile = (dataDir: string): string => join(dataDir, 'keys', 'ledger.jwks.json');

/** Adds a key to those that signed logs; returns all of them, the given one first. Error: `BAD_KEY`. */
export function rememberLogKey(dataDir: string, key: JWK): readonly JWK[] {
  const file = logKeysFile(dataDir);
  const known = readKnown(file);
  const others = known.filter(({ kid }) => kid !== key.kid);
  if (others.length === known.length) writeKeySet(file, [key, ...others]);
  return [key, ...others];
}

/** Where the public keys are that logs are verified by: in a folder from before they were remembered, the gateway's own. */
export function findLogKeys(dataDir: string): string {
  const file = logKeysFile(dataDir);
  return existsSync(file) ? file : publicKeysFile(dataDir);
}

function readKnown(file: string): readonly JWK[] {
  if (!existsSync(file)) return [];
  try {
    const { keys } = JSON.parse(readFileSync(file, 'utf8')) as { readonly keys: readonly JWK[] };
    if (keys.every(({ kid }) => typeof kid === 'string')) return keys;
  } catch {
    // Told below, whatever it is.
  }
  throw new StartError(
    'BAD_KEY',
    `${file} is no set of public keys (RFC 7517). Restore it: without the keys of earlier times logs cannot be gone on with.`,
  );
}
