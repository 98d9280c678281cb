import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type CryptoKey,
  type JWK,
} from 'jose';
import { DataDirUnusable } from '../errors.ts';

/** Whose key it is; each has a file of its own. */
export type KeyOwner = 'gateway' | 'issuer';

/** A signing key, and the public half as the JSON Web Key Set (RFC 7517) its owner publishes. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly jwks: { readonly keys: readonly JWK[] };
}

export const publicKeysFile = (dataDir: string, owner: KeyOwner = 'gateway'): string =>
  join(dataDir, 'keys', `${owner}.jwks.json`);
const privateKeyFile = (dataDir: string, owner: KeyOwner): string =>
  join(dataDir, 'keys', `${owner}.private.jwk.json`);

/**
 * Reads an Ed25519 key, the gateway's unless said otherwise, from `<data>/keys`, making it on the first start. The private key is readable by
 * its owner alone (mode 600), also when an earlier hand widened it; the public key stands beside it.
 */
export async function openSigningKey(dataDir: string, owner: KeyOwner = 'gateway'): Promise<SigningKey> {
  return readSigningKey(dataDir, owner).catch((error: unknown) => {
    throw new DataDirUnusable(dataDir, error);
  });
}

async function readSigningKey(dataDir: string, owner: KeyOwner): Promise<SigningKey> {
  const file = privateKeyFile(dataDir, owner);
  if (!existsSync(file)) await createKey(file);
  chmodSync(file, 0o600);
  const jwk = JSON.parse(readFileSync(file, 'utf8')) as JWK;
  const { d: _secret, ...publicJwk } = jwk;
  const jwks = { keys: [publicJwk] };
  writeKeySet(publicKeysFile(dataDir, owner), jwks.keys);
  return { kid: jwk.kid!, privateKey: (await importJWK(jwk, 'EdDSA')) as CryptoKey, jwks };
}

/** Replicas that start together end up with one key: the first to put it in its place wins, the others read that one. */
async function createKey(file: string): Promise<void> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const jwk = await exportJWK(privateKey);
  const key = { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'EdDSA', use: 'sig' };
  const beside = writeBeside(file, key, 0o600);
  try {
    linkSync(beside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(beside);
  }
}

/** Writes public keys as a JWK Set (RFC 7517). */
export function writeKeySet(file: string, keys: readonly JWK[]): void {
  renameSync(writeBeside(file, { keys }, 0o644), file);
}

/** Written beside its place and moved there whole, so that a reader never sees half a key. */
function writeBeside(file: string, content: unknown, mode: number): string {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.${randomUUID()}.tmp`;
  writeFileSync(beside, `${JSON.stringify(content, null, 2)}\n`, { mode });
  return beside;
}
