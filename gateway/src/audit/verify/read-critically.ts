import type { JWK } from 'jose';
import {
  claimOfNote,
  logKeys,
  openCheckpoint,
  type Checkpoint,
  type CheckpointFault,
} from '../checkpoint.ts';
import type { FindingCode } from './findings.ts';
import { firstDifference, judgeStretch } from './judge-stretch.ts';
import type { LogItem } from '../log-item.ts';
import { appendLeaves, EMPTY, hashLeaf, rootOf, type CompactRange } from '../merkle.ts';
import type { SeenIds } from './seen-ids.ts';
import type { NoteKey } from '../signed-note.ts';
import { emptyStretch, type OpenStretch } from './open-stretch.ts';
import type { Suspicion } from './suspicion.ts';

export interface CriticalReading {
  /** The log's name, once it said one. */
  log(): string | undefined;
  /** How many entries stand before what was read: more than 0 where a part was taken out. */
  from(): number;
  /** Takes the next piece; returns what is wrong as soon as something is. After that it wants no more. */
  take(item: LogItem): Suspicion | undefined;
  /** The log is over. */
  end(): Suspicion | undefined;
}

export interface ReadingOptions {
  readonly keys: readonly JWK[];
  readonly kept: readonly string[];
  readonly seen: SeenIds;
}

/** A gateway keeps a checkpoint far more often; so many entries without one means that somebody took some out. */
export const LONGEST_STRETCH = 10_000;

/** A checkpoint that does not fit what stands before it, until the next one says why. */
interface Puzzle {
  readonly size: number;
  readonly unsolved: Suspicion;
  /** What it was if the entries hold under the next checkpoint all the same. */
  readonly solved: Suspicion;
}

/** Reads a log from checkpoint to checkpoint and sets every stretch between two against the root that was signed. */
export function readCritically({ keys, kept, seen }: ReadingOptions): CriticalReading {
  let log: string | undefined;
  let from = 0;
  let noteKeys: readonly NoteKey[] = [];
  let keptHere: readonly Checkpoint[] = [];
  let stretch: OpenStretch = emptyStretch(EMPTY);
  let puzzle: Puzzle | undefined;
  /** Whether any checkpoint held. */
  let signed = false;

  const here = (): number => stretch.base.size + stretch.entries.length;

  function take(item: LogItem): Suspicion | undefined {
    switch (item.kind) {
      case 'start':
        if (log !== undefined || here() > 0) return { code: 'UNREADABLE', index: here() };
        stretch = emptyStretch(item.range);
        from = item.range.size;
        return nameLog(item.origin);
      case 'hashes':
        stretch.recorded.push(...item.hashes);
        return tooLong();
      case 'receipt': {
        const id = idOf(item.text);
        stretch.add(hashLeaf(item.text), id, id !== null && seen.isRepeated(id, log ?? '', here()));
        return tooLong();
      }
      case 'withheld':
        stretch.add(item.hash, null, false);
        return tooLong();
      case 'checkpoint':
        return takeCheckpoint(item.note);
      case 'unreadable':
        return { code: 'UNREADABLE', index: here() };
    }
  }

  function nameLog(origin: string): Suspicion | undefined {
    log = origin;
    noteKeys = logKeys(origin, keys);
    const opened = kept
      .filter((note) => claimOfNote(note)?.origin === origin)
      .map((note) => ({ note, ...openCheckpoint(note, origin, noteKeys) }));
    keptHere = opened.flatMap((each) => ('checkpoint' in each ? [each.checkpoint] : []));
    const faulty = opened.find((each) => 'fault' in each);
    return faulty && 'fault' in faulty ? ofFault(faulty.fault, faulty.note) : undefined;
  }

  function takeCheckpoint(note: string): Suspicion | undefined {
    const claim = claimOfNote(note);
    const faultyKept = log === undefined && claim ? nameLog(claim.origin) : undefined;
    if (faultyKept) return faultyKept;
    const opened = openCheckpoint(note, log ?? '', noteKeys);
    if ('checkpoint' in opened) return setAgainst(opened.checkpoint);
    const suspicion = ofFault(opened.fault, note);
    puzzle ??= { size: suspicion.index, unsolved: suspicion, solved: suspicion };
    return undefined;
  }

  const ofFault = (fault: CheckpointFault, note: string): Suspicion => ({
    code: CODE_OF_FAULT[fault],
    index: claimOfNote(note)?.size ?? here(),
  });

  function setAgainst(checkpoint: Checkpoint): Suspicion | undefined {
    const { base, entries } = stretch;
    const misplaced: Suspicion = { code: 'CHECKPOINT_MISPLACED', index: checkpoint.size };
    if (puzzle && checkpoint.size < puzzle.size) return { code: 'CHECKPOINT_MISPLACED', index: puzzle.size };
    if (checkpoint.size < base.size || (checkpoint.size === base.size && entries.length > 0))
      return misplaced;

    const judgement = judgeStretch(stretch, checkpoint);
    switch (judgement.verdict) {
      case 'holds':
        return puzzle?.solved ?? accept(judgement.range);
      case 'holds early': {
        const suspicion = puzzle?.solved ?? accept(judgement.range);
        puzzle = { size: checkpoint.size, unsolved: stretch.suspect('INSERTED', 0), solved: misplaced };
        return suspicion;
      }
      case 'hash altered':
        return stretch.suspect('HASH_ALTERED', judgement.place);
      case 'entry differs':
        if (puzzle && base.size + judgement.place >= puzzle.size) return puzzle.unsolved;
        // So far nothing is wrong but that the checkpoint comes too soon: it may have been moved.
        if (!puzzle && judgement.place === entries.length) {
          const unsolved = stretch.suspectDifference(judgement.place);
          puzzle = { size: checkpoint.size, unsolved, solved: misplaced };
          return undefined;
        }
        return stretch.suspectDifference(judgement.place);
      case 'neither holds':
        if (puzzle) return unsolved(puzzle);
        puzzle = {
          size: checkpoint.size,
          unsolved: shortOrLong(checkpoint.size),
          solved: { code: 'FORKED', index: checkpoint.size },
        };
        return undefined;
    }
  }

  /** Nothing says which entry it is, only how many there are. */
  function shortOrLong(size: number): Suspicion {
    const [from, count] = [stretch.base.size, here()];
    if (size === from) return { code: 'FORKED', index: size };
    const among = { index: from, upTo: size - 1 };
    if (count < size) return { code: 'DROPPED', ...among, endsAt: count };
    return { code: count > size ? 'INSERTED' : 'REWRITTEN', ...among };
  }

  /** Entries that came after a checkpoint show that the log did not end there. */
  const unsolved = ({ unsolved: suspicion }: Puzzle): Suspicion =>
    suspicion.endsAt !== undefined && here() > suspicion.endsAt
      ? { ...suspicion, endsAt: undefined }
      : suspicion;

  /** The stretch is as it was signed: the next one begins. */
  function accept(range: CompactRange): Suspicion | undefined {
    const { base, entries } = stretch;
    const repeated = stretch.repeatedBelow(range.size);
    if (repeated !== undefined) return stretch.suspect('REPLAYED', repeated);
    const forked = keptHere
      .filter(({ size }) => size >= base.size && size <= range.size)
      .find(({ size, root }) => !rootOf(appendLeaves(base, entries.slice(0, size - base.size))).equals(root));
    if (forked) return { code: 'FORKED', index: forked.size };
    stretch = stretch.after(range);
    signed = true;
    return undefined;
  }

  function tooLong(): Suspicion | undefined {
    const { base, entries, recorded } = stretch;
    if (entries.length <= LONGEST_STRETCH && recorded.length <= 2 * LONGEST_STRETCH) return undefined;
    return puzzle ? unsolved(puzzle) : { code: 'CHECKPOINT_MISSING', index: base.size };
  }

  function end(): Suspicion | undefined {
    const { base, entries, recorded } = stretch;
    if (puzzle) return unsolved(puzzle);
    if (recorded.length > entries.length)
      return { code: 'TRUNCATED', index: base.size + firstDifference(entries, recorded) };
    if (entries.length > 0 || !signed) return stretch.suspect('UNSIGNED', 0);
    return keptHere.some(({ size }) => size > base.size) ? { code: 'TRUNCATED', index: here() } : undefined;
  }

  return { log: () => log, from: () => from, take, end };
}

const CODE_OF_FAULT: Readonly<Record<CheckpointFault, FindingCode>> = {
  MALFORMED: 'CHECKPOINT_MALFORMED',
  UNKNOWN_KEY: 'CHECKPOINT_OTHER_KEY',
  BAD_SIGNATURE: 'CHECKPOINT_FORGED',
  OTHER_LOG: 'CHECKPOINT_OTHER_LOG',
};

/** What an entry calls itself; null where it is no receipt any more. */
function idOf(text: Buffer | string): string | null {
  try {
    const { id } = JSON.parse(text.toString()) as { readonly id?: unknown };
    return typeof id === 'string' ? id : null;
  } catch {
    return null;
  }
}
