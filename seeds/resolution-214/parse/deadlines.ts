import { part, printedOf, textOf, type Span } from './span.ts';

/** `iso` is a year, a month or a date; `lastDay` the last day on which the work is still in time. */
export interface Deadline {
  readonly printed: string;
  readonly iso: string | null;
  readonly lastDay: string | null;
}

export interface Recurrence {
  readonly printed: string;
  readonly interval: 'MONTHLY';
  readonly beforeDay: number | null;
}

const dated = /(?:hoàn thành )?(trong|trước) (?:ngày (\d+) )?(?:tháng (\d+) )?năm (\d{4})/g;
const byRoadmap = /hoàn thành theo lộ trình[^.;]*/g;
const monthly = /(?:định kỳ|trước ngày (\d+)) hằng tháng(?:, hằng quý, hằng năm hoặc đột xuất)?/;

/** Every deadline a paragraph sets, in printed order. Work done along a roadmap has no date. */
export function deadlinesIn(span: Span): Deadline[] {
  const text = textOf(span);
  const printed = (match: RegExpExecArray) =>
    printedOf(part(span, match.index, match.index + match[0].length));
  return [
    ...[...text.matchAll(dated)].map((match) => ({
      at: match.index,
      deadline: { printed: printed(match), ...period(match) },
    })),
    ...[...text.matchAll(byRoadmap)].map((match) => ({
      at: match.index,
      deadline: { printed: printed(match), iso: null, lastDay: null },
    })),
  ]
    .sort((one, other) => one.at - other.at)
    .map(({ deadline }) => deadline);
}

export function recurrenceIn(span: Span): Recurrence | null {
  const match = monthly.exec(textOf(span));
  if (!match) return null;
  const printed = printedOf(part(span, match.index, match.index + match[0].length));
  return { printed, interval: 'MONTHLY', beforeDay: match[1] === undefined ? null : Number(match[1]) };
}

/** "Trước ngày 10" is before the tenth: the ninth is the last day. */
function period([, preposition, day, month, year]: RegExpExecArray) {
  const iso = [year, month?.padStart(2, '0'), day?.padStart(2, '0')].filter(Boolean).join('-');
  const last =
    day === undefined
      ? Date.UTC(Number(year), month === undefined ? 12 : Number(month), 0)
      : Date.UTC(Number(year), Number(month) - 1, Number(day) - (preposition === 'trước' ? 1 : 0));
  return { iso, lastDay: new Date(last).toISOString().slice(0, 10) };
}
