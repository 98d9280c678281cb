import { style } from './style.ts';
import { WORDS, type Language } from './words.ts';

/** One question to one agency, as the gateway reports it in `extensions.exchange.fetches`. Milliseconds. */
export interface AskedAgency {
  readonly agency: string;
  readonly entities: number;
  readonly outcome: string;
  readonly startedMs: number;
  readonly milliseconds: number;
}

const BAR = 36;

/** Who was asked, in order, as bars on one time line. */
export function renderFetches(fetches: readonly AskedAgency[], language: Language): string {
  const { root, entity, entities: several } = WORDS[language];
  const end = Math.max(1, ...fetches.map(({ startedMs, milliseconds }) => startedMs + milliseconds));
  const column = (milliseconds: number): number => Math.round((milliseconds / end) * BAR);
  return [...fetches]
    .sort((one, other) => one.startedMs - other.startedMs)
    .map(({ agency, entities, outcome, startedMs, milliseconds }) => {
      const from = Math.min(column(startedMs), BAR - 1);
      const length = Math.max(1, Math.min(BAR - from, column(milliseconds)));
      const bar = `${' '.repeat(from)}${'█'.repeat(length)}`.padEnd(BAR);
      const asked = entities > 0 ? `${entities} ${entities === 1 ? entity : several}` : root;
      const told = outcome === 'ok' ? '' : `  ${style('red', outcome)}`;
      return `  ${agency.padEnd(17)}${style('cyan', bar)} ${startedMs.toFixed(1).padStart(6)} + ${milliseconds.toFixed(1).padStart(5)} ms  ${asked}${told}`;
    })
    .join('\n');
}

/** An answer as an indented outline; long lists show their beginning and say how much follows. */
export function renderAnswer(value: unknown, shown = 3, indent = '  '): string {
  return outline(value, shown, indent).join('\n');
}

function outline(value: unknown, shown: number, indent: string): string[] {
  if (Array.isArray(value)) return listOutline(value, shown, indent);
  if (!isObject(value)) return [`${indent}${cell(value)}`];
  const entries = Object.entries(value);
  const leaves = entries.filter(([, part]) => isCell(part));
  const branches = entries.filter(([, part]) => !isCell(part));
  return [
    ...(leaves.length > 0
      ? [`${indent}${leaves.map(([key, part]) => `${dim(`${key}:`)} ${cell(part)}`).join('  ')}`]
      : []),
    ...branches.flatMap(([key, part]) => [
      `${indent}${dim(`${key}:`)}`,
      ...outline(part, shown, `${indent}  `),
    ]),
  ];
}

function listOutline(list: readonly unknown[], shown: number, indent: string): string[] {
  const rest = list.length - shown;
  const beginning = list.slice(0, shown);
  const lines = beginning.every((each) => isObject(each) && Object.values(each).every(isCell))
    ? table(beginning as Record<string, unknown>[], indent)
    : beginning.flatMap((each) => {
        const [first = '', ...others] = outline(each, shown, `${indent}  `);
        return [`${indent}- ${first.trimStart()}`, ...others];
      });
  return rest > 0 ? [...lines, `${indent}${dim(`… và ${rest} mục nữa / and ${rest} more`)}`] : lines;
}

function table(rows: readonly Record<string, unknown>[], indent: string): string[] {
  const columns = Object.keys(rows[0] ?? {});
  const widths = columns.map((column) =>
    Math.max(column.length, ...rows.map((row) => cell(row[column]).length)),
  );
  const line = (cells: readonly string[]): string =>
    `${indent}${cells.map((each, index) => each.padEnd(widths[index]!)).join('  ')}`.trimEnd();
  return [dim(line(columns)), ...rows.map((row) => line(columns.map((column) => cell(row[column]))))];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** What fits in one cell: a value, an object of at most three values, or a list of ids and the like. */
const isCell = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.length <= 24 &&
      value.every((each) => isObject(each) && Object.keys(each).length === 1 && isCell(each))
    : !isObject(value) || (Object.values(value).length <= 3 && Object.values(value).every(isCell));

const LONGEST = 70;

function cell(value: unknown): string {
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return '–';
  if (Array.isArray(value)) return value.map(cell).join(', ');
  if (isObject(value)) {
    const [first, ...more] = Object.entries(value);
    if (more.length === 0) return cell(first?.[1]);
    return [first!, ...more].map(([key, part]) => `${key}: ${cell(part)}`).join(', ');
  }
  return shorten(typeof value === 'string' ? value : JSON.stringify(value));
}

const shorten = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
const dim = (text: string): string => style('dim', text);
