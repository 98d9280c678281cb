/** Whether something is still wanted. Costs nothing but its two fields as long as nothing is under way for it. */
export interface Cancellation {
  cancelled: boolean;
  /** What is under way. A list, for a set costs a small question a tenth of its time. */
  underWay: Endable[] | null;
}

/** What can be ended before its time. */
export interface Endable {
  end(): void;
}

export const createCancellation = (): Cancellation => ({ cancelled: false, underWay: null });

/** Ends what is under way. Whoever is about to begin something looks first. */
export function cancel(cancellation: Cancellation): void {
  const { underWay } = cancellation;
  cancellation.cancelled = true;
  cancellation.underWay = null;
  underWay?.forEach((each) => each.end());
}

export function onCancel(cancellation: Cancellation, begun: Endable): void {
  if (cancellation.underWay) cancellation.underWay.push(begun);
  else cancellation.underWay = [begun];
}

export function offCancel({ underWay }: Cancellation, done: Endable): void {
  const place = underWay?.indexOf(done) ?? -1;
  if (place === -1) return;
  const last = underWay!.pop()!;
  if (last !== done) underWay![place] = last;
}

/** Nobody waits for an answer any more. */
export class NoLongerWanted extends Error {
  constructor() {
    super('Nobody waits for the answer any more.');
    this.name = 'NoLongerWanted';
  }
}
