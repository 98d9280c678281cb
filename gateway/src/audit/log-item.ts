import type { CompactRange, Hash } from './merkle.ts';

/**
 * A log as it is handed to a verifier, in order: where it begins, the recorded hashes of the next entries, the entries,
 * and each checkpoint after the last entry it covers.
 */
export type LogItem =
  | { readonly kind: 'start'; readonly origin: string; readonly range: CompactRange }
  | { readonly kind: 'hashes'; readonly hashes: readonly Hash[] }
  | { readonly kind: 'receipt'; readonly text: Buffer | string }
  /** An entry that is sealed, and stands there by its hash alone: the proof holds without its text. */
  | { readonly kind: 'withheld'; readonly hash: Hash }
  | { readonly kind: 'checkpoint'; readonly note: string }
  /** What cannot be read as any of these. */
  | { readonly kind: 'unreadable'; readonly line: number };

export type LogItems = AsyncIterable<LogItem>;
