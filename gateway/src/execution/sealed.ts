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

/** The header of a call, name and value. */
export const headerOf = ({ whole, digest, kept }: Sealed): readonly [string, string] =>
  kept ? [SEAL_DIGEST_HEADER, digest] : [SEAL_HEADER, whole];

/** Whether a call that named a seal by its digest has to be made again, with the seal: its agency has started again, or is another of several. */
export function isForgotten(sealed: Sealed, { status }: Received): boolean {
  if (!sealed.kept || status !== 401) return false;
  sealed.kept = false;
  return true;
}

/** Takes note of an agency that says it keeps a seal. */
export function noteKept(sealed: Sealed, { headers }: Received): void {
  if (!sealed.kept && headers[SEAL_KEPT_HEADER] === SEAL_KEPT) sealed.kept = true;
}
