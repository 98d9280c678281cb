import { readFileSync, statSync } from 'node:fs';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
} from 'jose';

/**
 * The gateway's public keys, from a URL (`https://…/.well-known/jwks.json`) or a file. A file is read when the first
 * seal arrives and again whenever it changes, so a subgraph may start before the gateway has made its key.
 */
export function openKeySet(source: string): JWTVerifyGetKey {
  if (/^https?:\/\//.test(source)) return createRemoteJWKSet(new URL(source), { cooldownDuration: 2000 });
  let readVersion: string | undefined;
  let keys: JWTVerifyGetKey;
  return async (header, token) => {
    const file = statSync(source, { throwIfNoEntry: false });
    if (!file) throw new errors.JWKSNoMatchingKey();
    // A file renamed into place has another inode, also within one tick of the file system's clock.
    const version = `${file.ino} ${file.mtimeMs} ${file.size}`;
    if (version !== readVersion) {
      keys = createLocalJWKSet(JSON.parse(readFileSync(source, 'utf8')) as JSONWebKeySet);
      readVersion = version;
    }
    return keys(header, token);
  };
}
