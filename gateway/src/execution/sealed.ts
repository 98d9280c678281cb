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

/** How a seal goes with a call: named where its agency keeps it. */
export const travelling = (seal: Sealed): readonly string[] => (seal.kept ? named(seal) : shown(seal));

/**
 * Takes note of whether an agency keeps the seal that went with a call. Returns true where it was named and is not known there after all,
 * because the agency has started again or is one of several: it has to be called again and shown the seal.
 */
export function takeNote(seal: Sealed, went: readonly string[], { status, headers }: Received): boolean {
  if (went[0] === SEAL_DIGEST_HEADER) {
    if (status !== 401) return false;
    seal.kept = false;
    return true;
  }
  if (headers[SEAL_KEPT_HEADER] === SEAL_KEPT) seal.kept = true;
  return false;
}
