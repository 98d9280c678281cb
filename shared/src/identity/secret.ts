import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartError } from '../errors.ts';

const BYTES = 32;

/**
 * Reads a secret of 256 bits from `<data>/keys`, making it on the first start; readable by its owner alone. `lost` says
 * what another one in its place would break. Error: `BAD_KEY`.
 */
export function openSecret(dataDir: string, name: string, lost: string): Buffer {
  const file = join(dataDir, 'keys', name);
  makeOnce(file);
  chmodSync(file, 0o600);
  const secret = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url');
  if (secret.length === BYTES) return secret;
  throw new StartError(
    'BAD_KEY',
    `${file} does not hold the ${BYTES} bytes of a key. Restore it: with another key ${lost}.`,
  );
}

/** Processes that start together end up with one secret: the first to put it in its place wins. */
function makeOnce(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.${randomUUID()}.tmp`;
  writeFileSync(beside, `${randomBytes(BYTES).toString('base64url')}\n`, { mode: 0o600 });
  try {
    linkSync(beside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(beside);
  }
}
