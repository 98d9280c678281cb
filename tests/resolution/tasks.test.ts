import { describe, expect, it } from '@jest/globals';
import { read } from './resolution.ts';

const tasks = read('tasks');
const agencies = read('agencies');
const task = (id: string) => tasks.find((each) => each.id === id)!;
const ministries = agencies.filter(({ kind }) => /^MINIST/.test(kind)).map(({ id }) => id);

describe('The tasks of sections III and IV', () => {
  it.each([
    ['III.1', 9],
    ['III.2', 10],
    ['III.3', 6],
    ['III.4', 7],
    ['III.5', 5],
    ['IV.1', 3],
    ['IV.2', 1],
    ['IV.3', 1],
    ['IV.4', 1],
    ['IV.5', 1],
    ['IV.6', 1],
    ['IV.7', 2],
  ])('of section %s are %i', (section, count) => {
    expect(tasks.filter((each) => each.section === section)).toHaveLength(count);
  });

  it('are called by their place', () => {
    expect(tasks.map(({ id, line }) => [line, id])).toEqual(
      expect.arrayContaining([
        [82, 'III.1.a.1'],
        [86, 'III.1.b'],
        [95, 'III.2.b.1'],
        [96, 'III.2.b.1.1'],
        [117, 'III.4.a.3.1'],
        [119, 'III.4.a.4'],
        [130, 'III.5.c.2'],
        [158, 'IV.1.d.1'],
        [162, 'IV.2'],
        [168, 'IV.7.1'],
      ]),
    );
  });

  it('leave no paragraph of section III without one, but for titles and headings', () => {
    const headings = [80, 81, 88, 92, 94, 104, 105, 112, 113, 116, 120, 123, 125, 128];
    const lines = Array.from({ length: 130 - 79 }, (_, index) => 80 + index);
    expect(tasks.map(({ line }) => line).filter((line) => line <= 130)).toEqual(
      lines.filter((line) => !headings.includes(line)),
    );
  });

  it('name agencies that exist', () => {
    const known = new Set(agencies.map(({ id }) => id));
    const named = tasks.flatMap(({ lead, cooperating }) => [...lead.agencies, ...cooperating.agencies]);
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });

  it('are all led by someone', () => {
    const led = ({ agencies: ids, groups, others }: (typeof tasks)[number]['lead']) =>
      ids.length + groups.length + others.length;
    expect(tasks.filter(({ lead }) => led(lead) === 0)).toEqual([]);
  });
});

describe('Who leads and who cooperates', () => {
  it.each([
    ['III.1.a.1', ['mps'], []],
    ['III.1.a.2', ['mps'], ['most']],
    ['III.1.a.3', ['mps'], ['spc', 'spp']],
    ['III.1.b', ['most'], []],
    ['III.1.d.3', ministries, ['moj', 'gov-office']],
    ['III.2.a', ['mps'], [...ministries, 'ppc']],
    ['III.2.b.1', [...ministries, 'ppc'], ['mps']],
    ['III.2.b.1.4', [...ministries, 'ppc'], []],
    ['III.2.b.2', ministries, []],
    ['III.2.d', ['spc', 'spp', 'na-office', 'party-office', 'vff'], ministries],
    ['III.3.c', ['ppc'], []],
    ['III.4.a.3.1', ministries, ['mps', 'mof', 'most']],
    ['III.3.a.1', ['most'], ministries],
    ['III.4.b.2', [...ministries, 'ppc'], ['mps', 'most']],
    ['III.5.b.2', [], ['most']],
    ['IV.2', ministries, []],
    ['IV.4', ['spc', 'spp', 'na-office', 'vff'], []],
    ['IV.5', [], [...ministries, 'ppc']],
    ['IV.7.1', [...ministries, 'ppc'], []],
  ])('in %s', (id, lead, cooperating) => {
    const inOrder = (ids: string[]) =>
      agencies.map((agency) => agency.id).filter((each) => ids.includes(each));
    expect(task(id).lead.agencies).toEqual(inOrder(lead));
    expect(task(id).cooperating.agencies).toEqual(inOrder(cooperating));
  });

  it.each([
    ['III.5.b.1', 'lead', [], ['Ban Cơ yếu Chính phủ']],
    ['III.1.a.2', 'cooperating', ['ALL_RELEVANT'], []],
    ['III.2.a', 'cooperating', ['MINISTRIES', 'LOCALITIES'], []],
    ['III.2.d', 'lead', ['POLITICAL_BODIES'], ['các tổ chức chính trị - xã hội']],
    ['III.2.b.1', 'cooperating', ['ENTERPRISES'], []],
    ['IV.5', 'lead', ['ENTERPRISES'], []],
    ['IV.6', 'lead', [], ['Tổ công tác triển khai Đề án 06']],
  ] as const)('in %s: groups, and bodies that are none of the 24, as %s', (id, part, groups, others) => {
    expect(task(id)[part]).toMatchObject({ groups, others });
  });

  it.each([
    ['III.1.a.3', 'cooperating', 'Viện Kiểm sát nhân dân tối cao, Toà án nhân dân tối cao'],
    ['III.3.a.1', 'cooperating', 'các bộ, ngành, cơ quan'],
    ['III.2.b.1.4', 'cooperating', 'các tập đoàn, doanh nghiệp đồng hành, cung cấp dịch vụ'],
    [
      'III.2.a',
      'cooperating',
      'Bộ Khoa học và Công nghệ, các bộ, ngành, địa phương (trừ Bộ Quốc phòng, Ban Cơ yếu Chính phủ)',
    ],
    ['IV.2', 'lead', 'Bộ trưởng, Thủ trưởng cơ quan ngang bộ, Cơ quan thuộc Chính phủ'],
    ['IV.7', 'lead', 'Các bộ, ngành, địa phương, doanh nghiệp'],
  ] as const)('in %s is quoted whole, as %s', (id, part, printed) => {
    expect(task(id)[part].printed).toBe(printed);
  });

  it('is inherited from the heading, and says on which line that stands', () => {
    expect(task('III.2.b.1.1').lead).toMatchObject({ line: 94, printed: 'Các bộ, ngành, địa phương' });
  });

  it('[RULE-21] [RULE-42] is asked, not ordered, of the bodies outside the Government', () => {
    expect(tasks.filter(({ request }) => request).map(({ id }) => id)).toEqual(['III.2.d', 'IV.4']);
  });
});

describe('The deadlines', () => {
  it.each([
    ['2025-07', [87, 96, 108, 114, 115, 117, 118, 119]],
    ['2025-08', [82, 83, 86, 90, 93, 106, 107]],
    ['2025-08-10', [167]],
    ['2025-09', [84, 91, 95, 129]],
    ['2025-10', [85]],
    ['2025-12', [110]],
    ['2025', [89, 101, 109, 111, 122, 126, 127]],
    ['2026', [99]],
    [null, [98, 100, 102]],
  ])('in %s are those of lines %j', (iso, lines) => {
    expect(tasks.filter(({ deadline }) => deadline && deadline.iso === iso).map(({ line }) => line)).toEqual(
      lines,
    );
  });

  it.each([
    ['III.1.c', '2025-07-31'],
    ['III.1.a.3', '2025-09-30'],
    ['III.1.d.1', '2025-12-31'],
    ['III.2.b.1.4', '2026-12-31'],
    ['IV.7', '2025-08-09'],
    ['III.2.b.2', null],
  ])('of %s: the last day is %s', (id, lastDay) => {
    expect(task(id).deadline!.lastDay).toBe(lastDay);
  });

  it('of line 95 are two: the strategies, then the databases', () => {
    expect(task('III.2.b.1').deadline!.iso).toBe('2025-09');
    expect(task('III.2.b.1').otherDeadlines.map(({ iso }) => iso)).toEqual(['2025']);
    expect(tasks.filter(({ otherDeadlines }) => otherDeadlines.length > 0)).toHaveLength(1);
  });

  it('recur monthly for ministers, the task force and, before the 20th, for all who report', () => {
    const recurring = tasks.filter(({ recurrence }) => recurrence !== null);
    expect(recurring.map(({ id, recurrence }) => [id, recurrence!.interval, recurrence!.beforeDay])).toEqual([
      ['IV.2', 'MONTHLY', null],
      ['IV.6', 'MONTHLY', null],
      ['IV.7.1', 'MONTHLY', 20],
    ]);
  });
});
