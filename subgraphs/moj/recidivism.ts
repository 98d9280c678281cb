import { ExchangeError } from '@lienthong/shared';

/** What of a sanction decides whether a later violation is a repetition. */
export interface Sanctioned {
  readonly decisionNumber: string;
  readonly kind: string;
  readonly decidedOn: string;
  readonly completedOn: string | null;
}

export interface Answer {
  readonly answer: boolean;
  readonly decisionNumber: string | null;
  readonly decidedOn: string | null;
}

/** A decision that was not carried out lapses after a year (Law 15/2012, Article 74). */
const LAPSES_AFTER = 12;
/** Months after a sanction until its subject counts as never sanctioned (Law 15/2012, Article 7). */
const monthsAfter = (kind: string): number => (kind === 'WARNING' ? 6 : 12);

/**
 * Whether a violation on a day repeats one that was sanctioned under the same provision: the sanction was decided before,
 * and its subject does not count as never sanctioned yet. The decision that weighs longest is the one named.
 */
export function recidivismAt(at: string, sanctions: readonly Sanctioned[]): Answer {
  if (!isDay(at)) throw new InvalidDay();
  const [triggering] = sanctions
    .filter((sanction) => sanction.decidedOn < at && at <= lastDayOf(sanction))
    .sort((one, other) => lastDayOf(other).localeCompare(lastDayOf(one)));
  return {
    answer: triggering !== undefined,
    decisionNumber: triggering?.decisionNumber ?? null,
    decidedOn: triggering?.decidedOn ?? null,
  };
}

/** The last day on which a sanction still counts. */
const lastDayOf = ({ kind, decidedOn, completedOn }: Sanctioned): string =>
  monthsLater(completedOn ?? monthsLater(decidedOn, LAPSES_AFTER), monthsAfter(kind));

/** The same day some months later; the last of the month where it has no such day (Civil Code 91/2015, Article 148). */
function monthsLater(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0));
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastOfMonth.getUTCDate())))
    .toISOString()
    .slice(0, 10);
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;

/** The day of the violation is none. */
export class InvalidDay extends ExchangeError {
  constructor() {
    super('INVALID_DAY', 400, 'The argument "at" must be a day of the calendar, written 2025-10-22.', {
      messageVi: 'Tham số "at" phải là một ngày có trong lịch, viết như 2025-10-22.',
    });
  }
}
