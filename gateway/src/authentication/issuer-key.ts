import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { DataDirUnusable } from '@lienthong/shared/errors';

/** Reads the issuer's Ed25519 key from `<data>/keys`, for its owner alone, making it the first time. */
export async function openIssuerKey(dataDir: string): Promise<JWK> {
  const file = join(dataDir, 'keys', 'issuer.private.jwk.json');
  try {
    if (!existsSync(file)) await createKey(file);
    chmodSync(file, 0o600);
    return JSON.parse(readFileSync(file, 'utf8')) as JWK;
  } catch (error) {
    throw new DataDirUnusable(dataDir, error);
  }
}

/** The command and the gateway may both be first: whoever puts its key in place wins, the other reads that one. */
async function createKey(file: string): Promise<void> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const jwk = await exportJWK(privateKey);
  const key = { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'EdDSA', use: 'sig' };
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.${randomUUID()}.tmp`;
  writeFileSync(beside, `${JSON.stringify(key, null, 2)}\n`, { mode: 0o600 });
  try {
    linkSync(beside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(beside);
  }
}
