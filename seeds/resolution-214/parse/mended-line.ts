import { SourceFault } from './source-fault.ts';

/** One fault of the print: on this line, these words should be those. */
export interface Correction {
  readonly line: number;
  readonly printed: string;
  readonly corrected: string;
}

/** A line without its faults. `origin[i]` is where the character `i` of the mended text stands in the print. */
export interface MendedLine {
  readonly number: number;
  readonly printed: string;
  readonly text: string;
  readonly origin: readonly number[];
}

interface Change {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

export function mendLine(number: number, printed: string, corrections: readonly Correction[]): MendedLine {
  const changes = corrections
    .map((correction) => changeBy(correction, printed))
    .sort((one, other) => one.start - other.start);

  let text = '';
  const origin: number[] = [];
  let at = 0;
  const keep = (end: number) => {
    for (; at < end; at++) {
      text += printed[at];
      origin.push(at);
    }
  };
  for (const { start, end, replacement } of changes) {
    if (start < at) throw new SourceFault('corrections.json', `line ${number}`, 'two corrections overlap.');
    keep(start);
    for (let i = 0; i < replacement.length; i++) origin.push(start);
    text += replacement;
    at = end;
  }
  keep(printed.length);
  origin.push(printed.length);
  return { number, printed, text, origin };
}

/** Only the letters that differ: the words around them, given to find the place, stay traceable one by one. */
function changeBy({ line, printed: wrong, corrected: right }: Correction, printed: string): Change {
  const at = printed.indexOf(wrong);
  const fault = (what: string) => new SourceFault('corrections.json', `line ${line}`, what);
  if (at < 0) throw fault(`"${wrong}" is not printed there.`);
  if (printed.includes(wrong, at + 1))
    throw fault(`"${wrong}" is printed there more than once; give more words.`);
  if (wrong === right) throw fault(`"${wrong}" is corrected to itself.`);

  const shorter = Math.min(wrong.length, right.length);
  let head = 0;
  while (head < shorter && wrong[head] === right[head]) head++;
  let tail = 0;
  while (tail < shorter - head && wrong.at(-1 - tail) === right.at(-1 - tail)) tail++;
  return {
    start: at + head,
    end: at + wrong.length - tail,
    replacement: right.slice(head, right.length - tail),
  };
}
