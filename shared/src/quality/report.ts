/** The words of the Resolution that quality is told in; "dùng chung" is counted by consumers, not by rows. */
export const WORDS = ['CORRECT', 'COMPLETE', 'CLEAN', 'ALIVE', 'CONSISTENT'] as const;
export type Word = (typeof WORDS)[number];

/** What is wrong with a row. */
export type FindingKind = 'FORMAT' | 'CROSS_FIELD' | 'MISSING' | 'DUPLICATE' | 'STALE' | 'CONTRADICTION';

/** So many of so many are as they should be. */
export interface Share {
  readonly good: number;
  readonly of: number;
}

/** One row that is not as it should be. The key is its owner's alone. */
export interface Finding {
  readonly database: string;
  readonly entity: string;
  /** The key of the row, its columns joined by a space. */
  readonly key: string;
  readonly field: string;
  readonly word: Word;
  readonly kind: FindingKind;
  /** The two agencies that differ, and whose word counts. */
  readonly between: { readonly sources: readonly [string, string]; readonly authoritative: string } | null;
}

/** How one rule fared. */
export interface RuleReport {
  readonly entity: string;
  readonly field: string;
  readonly word: Word;
  readonly kind: FindingKind;
  readonly checked: number;
  readonly faulty: number;
  readonly between: Finding['between'];
}

/** How good one database is, as of a day. It says nothing of any person. */
export interface QualityReport {
  readonly database: string;
  readonly measuredOn: string;
  readonly rows: number;
  /** By word; null where no rule measures it, or its source could not be asked. */
  readonly shares: Readonly<Record<Word, Share | null>>;
  readonly rules: readonly RuleReport[];
}
