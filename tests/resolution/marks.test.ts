import { describe, expect, it } from '@jest/globals';
import {
  cutAtDashes,
  cutAtMarks,
  letters,
  ordinals,
  romans,
  type Item,
} from '../../seeds/resolution-214/parse/marks.ts';
import { mendLine } from '../../seeds/resolution-214/parse/mended-line.ts';
import { textOf, wholeLine } from '../../seeds/resolution-214/parse/span.ts';

const span = (text: string) => wholeLine(mendLine(1, text, []));
const read = (items: Item[]) => items.map(({ mark, span: item }) => [mark, textOf(item)]);

describe('A text is cut at its marks', () => {
  it.each([
    [
      'one after another',
      ordinals,
      '1. đất 2. nhà',
      [
        ['1.', 'đất'],
        ['2.', 'nhà'],
      ],
    ],
    [
      'not at a number inside an item',
      ordinals,
      '1. phiên bản 3.0 2. nhà',
      [
        ['1.', 'phiên bản 3.0'],
        ['2.', 'nhà'],
      ],
    ],
    [
      'not at a later mark that comes too early',
      ordinals,
      'bản 2. này 1. đất 2. nhà',
      [
        [null, 'bản 2. này'],
        ['1.', 'đất'],
        ['2.', 'nhà'],
      ],
    ],
    [
      'not at the marks of a nested list',
      letters,
      'a) x b) y: a) p b) q',
      [
        ['a)', 'x'],
        ['b)', 'y: a) p b) q'],
      ],
    ],
    [
      'with đ after d',
      letters,
      'a) x b) x c) x d) x đ) x e) x',
      ['a)', 'b)', 'c)', 'd)', 'đ)', 'e)'].map((mark) => [mark, 'x']),
    ],
    [
      'in Roman numerals',
      romans,
      'I. VNPT II. FPT',
      [
        ['I.', 'VNPT'],
        ['II.', 'FPT'],
      ],
    ],
    ['or stays whole without any', ordinals, 'đất đai', [[null, 'đất đai']]],
    ['or is nothing when empty', ordinals, '', []],
  ] as [string, readonly string[], string, unknown[]][])('%s', (_, marks, text, items) => {
    expect(read(cutAtMarks(span(text), marks))).toEqual(items);
  });
});

describe('A text is cut at its dashes', () => {
  it.each([
    [
      'that open a point',
      '- Bộ Y tế - Bộ Tài chính',
      [
        ['-', 'Bộ Y tế'],
        ['-', 'Bộ Tài chính'],
      ],
    ],
    [
      'after an introduction',
      'Gồm: - Một - Hai',
      [
        [null, 'Gồm:'],
        ['-', 'Một'],
        ['-', 'Hai'],
      ],
    ],
    ['not those that join words', '- Viễn thông - công nghệ', [['-', 'Viễn thông - công nghệ']]],
  ] as [string, string, unknown[]][])('%s', (_, text, items) => {
    expect(read(cutAtDashes(span(text)))).toEqual(items);
  });
});
