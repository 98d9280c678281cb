import { describe, expect, it } from '@jest/globals';
import { read, sourceLines } from './resolution.ts';

const priority = read('priority-databases');
const databases = read('databases');
const row = (id: string) => priority.find((each) => each.id === id)!;
const labels = (items: readonly { label: string | null }[]) => items.map(({ label }) => label);

describe('The priority databases of Annex II', () => {
  it('[RULE-19] are eleven, listed on their own, each with who leads it, all due by the end of 2025', () => {
    expect(priority.map(({ id, lead, deadline }) => [id, lead, deadline.iso])).toEqual(
      [
        ['P-01', 'mae'],
        ['P-02', 'mof'],
        ['P-03', 'moet'],
        ['P-04', 'moj'],
        ['P-05', 'moh'],
        ['P-06', 'moit'],
        ['P-07', 'moc'],
        ['P-08', 'gov-inspectorate'],
        ['P-09', 'moj'],
        ['P-10', 'mae'],
        ['P-11', 'moha'],
      ].map((each) => [...each, '2025-12-31']),
    );
  });

  it('stand on the line that names them', () => {
    expect(priority.map(({ ordinal, line }) => [ordinal, line])).toEqual(
      priority.map((_, index) => [index + 1, 343 + 6 * index]),
    );
  });

  it('keep the stray full stop of a deadline in print only', () => {
    expect(row('P-09').deadline).toEqual({ line: 395, printed: '31/12/2025.', iso: '2025-12-31' });
  });

  it.each([
    ['P-01', [null], ['-', '-', '-']],
    ['P-02', ['a)', 'b)'], [null]],
    ['P-03', ['a)', 'b)', 'c)'], [null, '-', '-']],
    ['P-04', [null, '(1)', '(2)', '(3)', '(4)', '(5)', '(6)', '(7)', '(8)'], ['-', '-', '-']],
    ['P-05', ['a)', 'b)', 'c)', 'd)'], ['-', '-', '-', '-']],
    ['P-06', ['a)', 'b)', 'c)'], ['-', '-']],
    ['P-07', ['a)', 'b)', 'c)', 'd)', 'đ)', 'e)'], [null, '4.1.', '4.2.']],
    ['P-08', ['a)', 'b)', 'c)', 'd)', 'đ)'], [null]],
    ['P-09', [null, '(i)', '(ii)', '(iii)'], [null]],
    ['P-10', ['a)', 'b)', 'c)', 'd)', 'đ)'], [null, '-', '-']],
    ['P-11', ['a)', 'b)', 'c)'], [null]],
  ])('%s has its tasks and mechanisms under their own labels', (id, tasks, mechanisms) => {
    expect(labels(row(id).tasks)).toEqual(tasks);
    expect(labels(row(id).mechanisms)).toEqual(mechanisms);
  });

  it('keep a nested list inside the item it belongs to', () => {
    const last = row('P-10').tasks.at(-1)!;
    expect(last.text).toMatch(/^Các nhiệm vụ được phân kỳ.* a\) Khảo sát hiện trạng.* đ\) Giai đoạn 4/);
  });

  it('lose no word of their cells', () => {
    for (const { tasks, mechanisms } of priority)
      for (const items of [tasks, mechanisms]) {
        const [first] = items;
        const joined = items
          .map(({ label, printed }) => [label, printed].filter(Boolean).join(' '))
          .join(' ');
        expect(cell(first!.line)).toBe(joined);
      }
  });

  it.each([
    ['P-01', 'CSDL quốc gia về Đất đai'],
    ['P-02', 'CSDL tổng hợp về tài chính'],
    ['P-04', 'Cơ sở dữ liệu hộ tịch điện tử'],
    ['P-05', 'CSDL Quốc gia về y tế'],
    ['P-06', 'CSDL Hàng hóa'],
    ['P-09', 'Cơ sở dữ liệu xử lý vi phạm hành chính'],
  ])('%s is "%s" in Annex I', (id, name) => {
    expect(databases.find((each) => each.id === row(id).databases[0])!.name).toBe(name);
  });

  it('take in the whole of education', () => {
    expect(row('P-03').databases).toEqual(
      databases.filter(({ owner }) => owner === 'moet').map(({ id }) => id),
    );
  });

  it('and the rows of Annex I name each other', () => {
    for (const { id, databases: rows } of priority)
      expect(databases.filter((each) => each.priority.includes(id)).map((each) => each.id)).toEqual(rows);
    const listed = databases.flatMap((each) => each.priority);
    expect(listed.filter((id) => !row(id))).toEqual([]);
  });

  it('give the reason where they are none of Annex I', () => {
    const none = priority.filter(({ databases: rows }) => rows.length === 0);
    expect(none.map(({ id }) => id)).toEqual(['P-07', 'P-08', 'P-11']);
    expect(none.every(({ databasesNote }) => databasesNote !== null)).toBe(true);
  });
});

function cell(line: number): string {
  return sourceLines[line - 1]!.replace(/\s*\|$/, '');
}
