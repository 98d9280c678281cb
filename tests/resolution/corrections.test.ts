import { describe, expect, it } from '@jest/globals';
import { documentFrom } from '../../seeds/resolution-214/parse/document.ts';
import { mendLine } from '../../seeds/resolution-214/parse/mended-line.ts';
import { part, passage, wholeLine } from '../../seeds/resolution-214/parse/span.ts';
import { sourceLines, sources } from './resolution.ts';

const mended = (printed: string, ...corrections: [string, string][]) =>
  mendLine(
    1,
    printed,
    corrections.map(([wrong, right]) => ({ line: 1, printed: wrong, corrected: right })),
  );

describe('A correction', () => {
  it.each(sources.corrections.map(({ line, printed, corrected }) => [line, printed, corrected] as const))(
    'on line %i, "%s", is found once and leaves "%s"',
    (line, printed, corrected) => {
      expect(sourceLines[line - 1]!.split(printed)).toHaveLength(2);
      expect(documentFrom(sources.text, sources.corrections)[line - 1]!.text).toContain(corrected);
    },
  );

  it('changes no line but its own', () => {
    const touched = new Set(sources.corrections.map(({ line }) => line));
    const changed = documentFrom(sources.text, sources.corrections)
      .filter(({ text, printed }) => text !== printed)
      .map(({ number }) => number);
    expect(changed).toEqual([...touched].sort((one, other) => one - other));
  });

  it.each([
    ['is not printed on its line', [['sun', 'sông']], '"sun" is not printed there'],
    ['is printed there more than once', [['dữ', 'dư']], 'more than once'],
    ['corrects nothing', [['sạch', 'sạch']], 'corrected to itself'],
    [
      'overlaps another',
      [
        ['đủ sạch', 'đủ, sạch'],
        ['sạch', 'sach'],
        ['ủ s', 'u x'],
      ],
      'overlap',
    ],
  ] as [string, [string, string][], string][])('that %s is refused', (_, corrections, fault) => {
    expect(() => mended('dữ liệu đủ sạch dữ', ...corrections)).toThrow(`corrections.json, line 1: `);
    expect(() => mended('dữ liệu đủ sạch dữ', ...corrections)).toThrow(fault);
  });

  it('past the end of the source is refused', () => {
    expect(() => documentFrom('một dòng', [{ line: 2, printed: 'a', corrected: 'b' }])).toThrow(
      'corrections.json, line 2: the source ends at line 1.',
    );
  });
});

describe('A stretch of a mended line', () => {
  it.each([
    ['a letter replaced', 'CSĐL về đất', [['CSĐL', 'CSDL']], 0, 4, 'CSĐL', 'CSDL'],
    [
      'a word inserted',
      'nhân lực tập cho',
      [['tập cho', 'tập trung cho']],
      9,
      22,
      'tập cho',
      'tập trung cho',
    ],
    ['a stop removed', 'bảo đảm. tính', [['đảm. tính', 'đảm tính']], 0, 13, 'bảo đảm. tính', 'bảo đảm tính'],
    ['a stretch after a fault', 'l. Tập đoàn', [['l. Tập', 'I. Tập']], 3, 11, 'Tập đoàn', 'Tập đoàn'],
    [
      'two faults at once',
      'bệ thống vãn',
      [
        ['vãn', 'văn'],
        ['bệ', 'hệ'],
      ],
      0,
      12,
      'bệ thống vãn',
      'hệ thống văn',
    ],
  ] as [string, string, [string, string][], number, number, string, string][])(
    'quotes the print across %s',
    (_, line, corrections, from, to, printed, text) => {
      const stretch = part(wholeLine(mended(line, ...corrections)), from, to);
      expect(passage(stretch)).toEqual({ line: 1, printed, text });
    },
  );
});
