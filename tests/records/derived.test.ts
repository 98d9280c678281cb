import { describe, expect, it } from '@jest/globals';
import { vaccinationComplete } from '../../subgraphs/moh/vaccination-schedule.ts';
import { hasTurned } from '../../subgraphs/mps/has-turned.ts';

describe('An age is reached', () => {
  it.each([
    [18, '2008-11-24', '2026-11-24', true],
    [18, '2008-11-25', '2026-11-24', false],
    [18, '2008-12-01', '2027-01-01', true],
    [1, '2024-02-29', '2025-02-28', false],
    [1, '2024-02-29', '2025-03-01', true],
    [0, '2026-11-24', '2026-11-24', true],
    [99_999, '1900-01-01', '2026-11-24', false],
  ])('%i, of who was born on %s, on %s: %s', (years, born, day, expected) => {
    expect(hasTurned(years, born, day)).toBe(expected);
  });
});

describe('Vaccination is complete', () => {
  const dose = (vaccine: string, number = 1) => ({ vaccine, dose: number });
  const first = [dose('BCG')];
  const infant = [...first, ...[1, 2, 3].map((number) => dose('DPT-VGB-Hib', number))];
  const all = [...infant, dose('MEASLES'), dose('MEASLES-RUBELLA')];

  it.each([
    ['before anything is due', '2026-11-01', [], true],
    ['with what is due', '2026-09-25', first, true],
    ['not once the next is due', '2026-08-24', first, false],
    ['up to the day before the next is due', '2026-08-25', first, true],
    ['with every dose of the first months', '2026-05-01', infant, true],
    ['not without one of them', '2026-05-01', infant.slice(0, -1), false],
    ['with all of them', '2020-02-29', all, true],
    ['not without the last', '2020-02-29', all.slice(0, -1), false],
    ['as far as nobody can say, with only the year of birth', '2020', all, null],
  ])('%s', (_, born, given, expected) => {
    expect(vaccinationComplete(born, given, '2026-11-24')).toBe(expected);
  });
});
