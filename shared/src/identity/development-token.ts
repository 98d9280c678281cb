import { SignJWT } from 'jose';
import type { Settings } from '../environment.ts';
import { urlAt } from '../http/front.ts';
import type { SigningKey } from './keys.ts';

/** The development issuer: under the gateway, at an address that can be asked also where it listens everywhere. */
export function developmentIssuerUrl({
  HOST,
  GATEWAY_PORT,
}: Pick<Settings, 'HOST' | 'GATEWAY_PORT'>): string {
  const everywhere = HOST === '0.0.0.0' || HOST === '::';
  return `${urlAt(everywhere ? '127.0.0.1' : HOST, GATEWAY_PORT)}/issuer`;
}

/** Signs an access token (RFC 9068 in little) with the key of a development machine; `now` in milliseconds. */
export function signDevelopmentToken(
  { kid, privateKey }: SigningKey,
  { issuer, audience, subject }: { issuer: string; audience: string; subject: string },
  claims: Readonly<Record<string, unknown>>,
  lifetimeSeconds: number,
  now: number,
): Promise<string> {
  const issuedAt = Math.floor(now / 1000);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'JWT' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(subject)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetimeSeconds)
    .sign(privateKey);
}
