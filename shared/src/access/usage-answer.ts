import type { UsageReason } from '../policy/usage.ts';
import type { UsageAnswer } from './usage-counter.ts';

export const NOTHING_REFUSED: UsageAnswer = { request: null, refused: new Map() };

export const wholeRefused = (reason: UsageReason, subjects: readonly string[]): UsageAnswer => ({
  request: reason,
  refused: new Map(subjects.map((subject) => [subject, reason])),
});
