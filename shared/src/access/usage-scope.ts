import { createHmac } from 'node:crypto';
import type { UsageQuestion } from './usage-counter.ts';

/** What is counted together: one grant of one provider, and one agency that asks under it. */
export const scopeOf = ({ provider, grant, grantee }: UsageQuestion): string =>
  [provider, grant, grantee].map(encodeURIComponent).join('/');

/**
 * Gives people and requests names that cannot be turned back without the salt, and that tell nothing across scopes:
 * HMAC-SHA-256, of which 132 bits are kept.
 */
export const hiding =
  (salt: string, scope: string) =>
  (name: string): string =>
    createHmac('sha256', salt).update(`${scope}\n${name}`).digest('base64url').slice(0, 22);
