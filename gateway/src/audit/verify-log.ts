import type { JWK } from 'jose';
import { finding, type Finding } from './verify/findings.ts';
import type { LogItems } from './log-item.ts';
import { readCritically } from './verify/read-critically.ts';
import { SeenIds } from './verify/seen-ids.ts';
import { watchFor } from './verify/suspicion.ts';

export interface VerifyOptions {
  /** What the log is called where it does not say: its file. */
  readonly name: string;
  /** The public keys of the gateways. */
  readonly keys: readonly JWK[];
  /** Checkpoints kept elsewhere: against them the end of a log cannot be rewritten either. */
  readonly kept?: readonly string[];
  /** Shared by several logs, so that a receipt of one is known again in another. */
  readonly seen?: SeenIds;
  /** Told every ten thousand entries how many there were. */
  readonly onProgress?: (entries: number) => void;
}

export interface LogVerdict {
  readonly log: string;
  /** How many entries come before those that were read: nothing is said of them. */
  readonly from: number;
  readonly entries: number;
  readonly checkpoints: number;
  /** Entries that are sealed and stand there by their hash alone. */
  readonly withheld: number;
  /** The first thing found wrong; null where everything holds. */
  readonly finding: Finding | null;
}

const PROGRESS_EVERY = 10_000;

/**
 * Verifies a log as it comes, in memory that does not grow with it but for a few bytes per id. Needs the log and the
 * public keys, and trusts nothing else: every entry must hash up to the roots that were signed. What is found is the
 * first thing that is wrong; the rest of the log is read only to name it well.
 */
export async function verifyLog(
  items: LogItems,
  { name, keys, kept = [], seen = new SeenIds(), onProgress }: VerifyOptions,
): Promise<LogVerdict> {
  const reading = readCritically({ keys, kept, seen });
  const counts = { entries: 0, checkpoints: 0, withheld: 0 };
  let watch: ReturnType<typeof watchFor> | undefined;
  for await (const item of items) {
    if (item.kind === 'checkpoint') counts.checkpoints += 1;
    if (item.kind === 'withheld') counts.withheld += 1;
    if (item.kind === 'withheld' || item.kind === 'receipt') counts.entries += 1;
    if (counts.entries % PROGRESS_EVERY === 0) onProgress?.(counts.entries);

    if (watch) watch.see(item);
    else {
      const suspicion = reading.take(item);
      if (suspicion) watch = watchFor(suspicion);
    }
  }
  if (!watch) {
    const suspicion = reading.end();
    if (suspicion) watch = watchFor(suspicion);
  }
  const log = reading.log() ?? name;
  const found = watch?.conclude();
  return {
    log,
    from: reading.from(),
    ...counts,
    finding: found ? finding(found.code, { ...found, log }) : null,
  };
}
