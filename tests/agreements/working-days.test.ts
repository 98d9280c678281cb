import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { isWorkingDay, workingDaysAfter } from '@lienthong/shared/agreements/working-days';
import { dayNumber, isoDay } from '@lienthong/shared/policy/legal-day';
import { holidaysFile } from '@lienthong/shared/policy/reading/shapes';
import { parse } from 'yaml';
import { law } from './owner.ts';
import { gregorian } from './vietnamese-calendar.ts';

const due = (day: string): string => isoDay(workingDaysAfter(dayNumber(day), law.answerWithin, law.calendar));

describe('The owner has two working days to answer, the day of the request not counted:', () => {
  it.each([
    ['a Monday', '2026-11-02', '2026-11-04'],
    ['a Thursday, over the weekend', '2026-11-05', '2026-11-09'],
    ['a Friday, over the weekend', '2026-11-06', '2026-11-10'],
    ['a Saturday', '2026-11-07', '2026-11-10'],
    ['the last working day before Tết 2026', '2026-02-13', '2026-02-24'],
    ['a day within Tết 2026', '2026-02-18', '2026-02-24'],
    ['two days before Tết 2025', '2025-01-23', '2025-02-03'],
    ['Tết 2027, made up for on 10 and 11 February', '2027-02-04', '2027-02-15'],
    ['the eve of Hùng Kings’ Day 2026, a Sunday made up for on Monday', '2026-04-24', '2026-04-29'],
    ['the eve of 30 April and 1 May 2026', '2026-04-29', '2026-05-05'],
    ['the eve of 30 April 2025, with 2 May swapped', '2025-04-29', '2025-05-06'],
    ['National Day 2026, with 31 August swapped', '2026-08-28', '2026-09-04'],
    ['National Day 2024, with the day after', '2024-08-30', '2024-09-05'],
    ['a Saturday worked in place of a Monday', '2026-08-21', '2026-08-24'],
    ['the turn of a year, with 2 January swapped', '2025-12-31', '2026-01-06'],
  ])('%s', (_, asked, last) => {
    expect(due(asked)).toBe(last);
  });

  it('beyond the years of the table is an error that says what to do, not a guess', () => {
    expect(() => due('2030-12-31')).toThrow(
      'law/holidays.yaml does not know the public holidays of 2031: add them.',
    );
    expect(() => isWorkingDay(dayNumber('2023-06-01'), law.calendar)).toThrow('2023');
  });
});

const { years } = holidaysFile.parse(parse(readFileSync('law/holidays.yaml', 'utf8')));

describe('The public holidays', () => {
  it('are known for every year from 2024 to 2030', () => {
    expect(years.map(({ year }) => year)).toEqual([2024, 2025, 2026, 2027, 2028, 2029, 2030]);
  });

  describe.each(years.map((year) => [year.year, year] as const))('of %i', (number, year) => {
    const fixed = [year.newYear, year.hungKings, year.reunification, year.labourDay];
    const holidays = [...fixed, ...year.tet, ...year.nationalDay];
    const isWeekend = (day: string): boolean => [0, 6].includes(new Date(day).getUTCDay());

    it('are the eleven days of Labour Code 45/2019 Art 112', () => {
      expect([year.newYear, year.reunification, year.labourDay]).toEqual([
        `${number}-01-01`,
        `${number}-04-30`,
        `${number}-05-01`,
      ]);
      expect(year.nationalDay).toContain(`${number}-09-02`);
      expect(new Set(holidays).size).toBe(11);
    });

    it('have the lunar days of the calendar of Viet Nam, and days of Tết that follow each other', () => {
      expect(year.hungKings).toBe(gregorian(10, 3, number));
      expect(year.tet).toContain(gregorian(1, 1, number));
      for (const days of [year.tet, year.nationalDay].map((each) => each.map(dayNumber)))
        expect(days).toEqual(days.map((_, index) => days[0]! + index));
    });

    it('are made up for when they fall on a weekend, and a day swapped is worked on one', () => {
      expect(year.inLieu).toHaveLength(holidays.filter(isWeekend).length);
      expect(year.inLieu.filter((day) => isWeekend(day) || holidays.includes(day))).toEqual([]);
      expect(year.swapped.filter(({ off, worked }) => isWeekend(off) || !isWeekend(worked))).toEqual([]);
    });
  });

  it('differ from the Chinese calendar where the new moon does: in 2030 Tết is on 2 February', () => {
    expect(gregorian(1, 1, 2030)).toBe('2030-02-02');
  });
});
