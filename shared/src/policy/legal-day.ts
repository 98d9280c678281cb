const DAY = 86_400_000;
/** Law is counted in Vietnamese days, UTC+7 the year round. */
const VIETNAM = 7 * 3_600_000;

/** The Vietnamese day of an instant (milliseconds), as a number of days since 1970-01-01. */
export const legalDay = (instant: number): number => Math.floor((instant + VIETNAM) / DAY);

/** The number of an ISO day. Not a number for what is no date: every comparison with it fails. */
export const dayNumber = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / DAY;

export const isoDay = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** The instant at which an ISO day begins in Viet Nam. */
export const startOfDay = (iso: string): number => dayNumber(iso) * DAY - VIETNAM;
