import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type CryptoKey,
  type JWK,
} from 'jose';

/** The gateway's signing key, and the public half as the JSON Web Key Set (RFC 7517) it publishes. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly jwks: { readonly keys: readonly JWK[] };
}

export const publicKeysFile = (dataDir: string): string => join(dataDir, 'keys', 'gateway.jwks.json');
const privateKeyFile = (dataDir: string): string => join(dataDir, 'keys', 'gateway.private.jwk.json');

/**
 * Reads the gateway's Ed25519 key from `<data>/keys`, making it on the first start. The private key is readable by
 * its owner alone (mode 600), also when an earlier hand widened it; the public key stands beside it.
 */
export async function openSigningKey(dataDir: string): Promise<SigningKey> {
  const file = privateKeyFile(dataDir);
  if (!existsSync(file)) await createKey(dataDir);
  chmodSync(file, 0o600);
  const jwk = JSON.parse(readFileSync(file, 'utf8')) as JWK;
  const { d: _secret, ...publicJwk } = jwk;
  const jwks = { keys: [publicJwk] };
  write(publicKeysFile(dataDir), jwks, 0o644);
  return { kid: jwk.kid!, privateKey: (await importJWK(jwk, 'EdDSA')) as CryptoKey, jwks };
}

async function createKey(dataDir: string): Promise<void> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const jwk = await exportJWK(privateKey);
  write(
    privateKeyFile(dataDir),
    { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'EdDSA', use: 'sig' },
    0o600,
  );
}

/** Written beside and renamed, so that a reader never sees half a key. */
function write(file: string, content: unknown, mode: number): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.${process.pid}.tmp`;
  writeFileSync(beside, `${JSON.stringify(content, null, 2)}\n`, { mode });
  renameSync(beside, file);
}
