/** A conviction as the courts reported it. */
export interface Convicted {
  readonly judgedOn: string;
  readonly expungedOn: string | null;
  /** What the person may not be, and until when. */
  readonly bannedPost: string | null;
  readonly bannedUntil: string | null;
}

/** Whether a conviction stands on a day: from its judgment to the day before it is expunged. */
export const stands = ({ judgedOn, expungedOn }: Convicted, day: string): boolean =>
  judgedOn <= day && (expungedOn === null || day < expungedOn);

/** Whether a person has a criminal record on a day: who was expunged has none (Penal Code 100/2015, Article 69). */
export const hasCriminalRecord = (convictions: readonly Convicted[], day: string): boolean =>
  convictions.some((conviction) => stands(conviction, day));

/** The posts a person may not hold on a day, each once; its last day counts. */
export const bannedPostsOn = (convictions: readonly Convicted[], day: string): string[] => [
  ...new Set(
    convictions.flatMap(({ judgedOn, bannedPost, bannedUntil }) =>
      bannedPost !== null && bannedUntil !== null && judgedOn <= day && day <= bannedUntil
        ? [bannedPost]
        : [],
    ),
  ),
];

/**
 * Whether a certificate issued on a day says that there is a record: No. 1 leaves out what was expunged by then, No. 2
 * names all there ever was.
 */
export const certifiesRecord = (
  { type, issuedOn }: { readonly type: string; readonly issuedOn: string },
  convictions: readonly Convicted[],
): boolean =>
  type === 'TWO'
    ? convictions.some(({ judgedOn }) => judgedOn <= issuedOn)
    : hasCriminalRecord(convictions, issuedOn);
