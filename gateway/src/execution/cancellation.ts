/** Whether something is still wanted. Costs nothing but its two fields as long as nothing is under way for it. */
export interface Cancellation {
  cancelled: boolean;
  /** What is to be done with what is under way. */
  ends: Set<() => void> | null;
}

export const createCancellation = (): Cancellation => ({ cancelled: false, ends: null });

/** Ends what is under way. Whoever is about to begin something looks first. */
export function cancel(cancellation: Cancellation): void {
  const { ends } = cancellation;
  cancellation.cancelled = true;
  cancellation.ends = null;
  ends?.forEach((end) => end());
}

export const onCancel = (cancellation: Cancellation, end: () => void): void =>
  void (cancellation.ends ??= new Set()).add(end);

export const offCancel = ({ ends }: Cancellation, end: () => void): void => void ends?.delete(end);

/** Nobody waits for an answer any more. */
export class NoLongerWanted extends Error {
  constructor() {
    super('Nobody waits for the answer any more.');
    this.name = 'NoLongerWanted';
  }
}
