import {
  SEAL_DIGEST_HEADER,
  SEAL_HEADER,
  SEAL_KEPT,
  SEAL_KEPT_HEADER,
} from '@lienthong/shared/identity/seal';
import type { Received } from './post.ts';

/** A signed seal, and whether the agency it is for keeps it: then its digest is enough. */
export interface Sealed {
  readonly whole: string;
  readonly digest: string;
  kept: boolean;
}

/** Names and values, in turns, by which a seal travels. */
export const shown = ({ whole }: Sealed): readonly string[] => [SEAL_HEADER, whole];
const named = ({ digest }: Sealed): readonly string[] => [SEAL_DIGEST_HEADER, digest];

/**
 * Makes a call under a seal, which is named where its agency keeps it. One that does not know it after all, because it has started
 * again or is one of several, is called again and shown it.
 */
export async function callUnder(
  seal: Sealed,
  call: (headers: readonly string[]) => Promise<Received>,
): Promise<Received> {
  if (seal.kept) {
    const received = await call(named(seal));
    if (received.status !== 401) return received;
    seal.kept = false;
  }
  const received = await call(shown(seal));
  if (received.headers[SEAL_KEPT_HEADER] === SEAL_KEPT) seal.kept = true;
  return received;
}
