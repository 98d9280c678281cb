import { claimOfNote } from '../checkpoint.ts';
import { finding, type Finding } from './findings.ts';

/** Kept checkpoints of which no log was read: each stands for a log that is gone. Of several of one log the newest. */
export function missingLogs(kept: readonly string[], logs: readonly string[]): Finding[] {
  const missing = new Map<string, number>();
  for (const note of kept) {
    const claim = claimOfNote(note);
    if (claim && !logs.includes(claim.origin))
      missing.set(claim.origin, Math.max(claim.size, missing.get(claim.origin) ?? 0));
  }
  return [...missing].map(([log, index]) => finding('LOG_MISSING', { log, index }));
}
