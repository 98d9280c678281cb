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
  let readAt = Number.NaN;
  let keys: JWTVerifyGetKey;
  return async (header, token) => {
    const changedAt = statSync(source, { throwIfNoEntry: false })?.mtimeMs;
    if (changedAt === undefined) throw new errors.JWKSNoMatchingKey();
    if (changedAt !== readAt) {
      keys = createLocalJWKSet(JSON.parse(readFileSync(source, 'utf8')) as JSONWebKeySet);
      readAt = changedAt;
    }
    return keys(header, token);
  };
}
