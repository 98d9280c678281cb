import { describe, expect, it } from '@jest/globals';
import { read } from './resolution.ts';

const databases = read('databases');
const totals = read('totals');
const agencies = read('agencies').map(({ id }) => id);
const named = (id: string) => databases.find((database) => database.id === id)!;

describe('The 330 databases of Annex I', () => {
  it('are as many as the printed total and the printed totals of the agencies add up to', () => {
    expect(databases).toHaveLength(330);
    expect(totals.total.printed).toBe(330);
    expect(totals.rows.reduce((sum, { printed }) => sum + printed, 0)).toBe(330);
  });

  it.each(totals.rows.map(({ agency, printed }) => [agency, printed] as const))(
    'of %s are %i',
    (agency, printed) => {
      expect(databases.filter(({ owner }) => owner === agency)).toHaveLength(printed);
    },
  );

  it('belong to 16 agencies, each with a printed total', () => {
    expect(totals.rows).toHaveLength(16);
    expect(new Set(databases.map(({ owner }) => owner))).toEqual(
      new Set(totals.rows.map(({ agency }) => agency)),
    );
    expect(agencies).toEqual(expect.arrayContaining(totals.rows.map(({ agency }) => agency)));
  });

  it.each([
    ['A', 116],
    ['B', 7],
    ['C', 207],
  ])('of column %s are %i', (group, count) => {
    expect(databases.filter((database) => database.group === group)).toHaveLength(count);
  });

  it('are numbered from 1 in each cell, and their ids say where they stand', () => {
    const next = new Map<string, number>();
    for (const { id, owner, group, ordinal } of databases) {
      const cell = `${owner}-${group}`;
      next.set(cell, (next.get(cell) ?? 0) + 1);
      expect([ordinal, id]).toEqual([next.get(cell), `${cell}-${String(ordinal).padStart(2, '0')}`]);
    }
  });

  it.each([
    ['moj-A-01', 298, 'Cơ sở dữ liệu hộ tịch điện tử'],
    ['mofa-C-08', 280, 'CSDL đảng viên 3.0'],
    ['mofa-C-09', 280, 'CSDL về tài liệu cơ bản của các nước, tổ chức quốc tế'],
    ['moit-C-22', 260, 'Cơ sở Dữ liệu Thương mại Việt Nam (VNTR)'],
    ['mera-C-01', 265, 'CSDL về thực trạng kinh tế - xã hội của 53 dân tộc thiểu số'],
    ['moj-C-11', 300, 'CSDL quản lý các chức danh bổ trợ tư pháp (luật sư, trọng tài viên...)'],
    ['moh-A-12', 313, 'Hệ thống thông tin lĩnh vực sức khỏe bà mẹ trẻ em/sức khỏe sinh sản'],
    ['moc-C-01', 310, 'CSDL về định mức xây dựng, giá xây dựng công trình và chỉ số giá xây dựng'],
  ])('%s on line %i is "%s"', (id, line, name) => {
    expect(named(id)).toMatchObject({ line, name, printedName: name });
  });

  it.each([
    ['mps-B-01', 'án hình tự', 'án hình sự'],
    ['moj-C-06', 'CSĐL về', 'CSDL về'],
    ['mcst-C-09', 'đùng chung', 'dùng chung'],
    ['mof-C-22', 'Cơ sở Hệ thống dữ liệu mạng', 'Hệ thống mạng'],
  ])('%s keeps the print "%s" beside "%s"', (id, printed, mended) => {
    expect(named(id).printedName).toContain(printed);
    expect(named(id).name).toContain(mended);
    expect(named(id).name).not.toContain(printed);
  });
});

describe('The form of a row', () => {
  it.each([
    ['mae-C-06', 'DATABASE'],
    ['moit-C-09', 'DATABASE'],
    ['moit-C-20', 'PORTAL'],
    ['gov-office-C-03', 'PORTAL'],
    ['mae-C-03', 'DATABASE'],
    ['gov-office-C-04', 'EXCHANGE_AXIS'],
    ['mae-C-11', 'INFORMATION_SYSTEM'],
    ['spc-A-01', 'INFORMATION_SYSTEM'],
    ['sbv-A-04', 'DATA_WAREHOUSE'],
    ['mof-C-25', 'PLATFORM'],
    ['mps-A-18', 'STATISTICS'],
    ['sbv-A-01', 'STATISTICS'],
    ['mof-A-16', 'BUSINESS_PROCESS'],
    ['mera-A-05', 'TASK'],
  ])('%s is %s', (id, form) => {
    expect(named(id).form).toBe(form);
  });

  it('is not a database for 37 of the 330', () => {
    expect(databases.filter(({ form }) => form !== 'DATABASE')).toHaveLength(37);
  });
});

describe('Rows that may be one database', () => {
  const likenesses = databases.flatMap(({ id, sameAs }) => sameAs.map((other) => ({ from: id, ...other })));

  it('name each other, with the same certainty', () => {
    expect(likenesses.length).toBeGreaterThan(0);
    for (const { from, id, certainty } of likenesses)
      expect(named(id).sameAs).toContainEqual(expect.objectContaining({ id: from, certainty }));
  });

  it('are certain for three pairs, so that at most 327 are distinct by name', () => {
    const certain = likenesses.filter(({ certainty, from, id }) => certainty === 'CERTAIN' && from < id);
    expect(certain.map(({ from, id }) => `${from} = ${id}`)).toEqual([
      'moha-A-09 = moha-C-02',
      'moha-A-10 = moha-C-03',
      'moj-A-04 = moj-C-02',
    ]);
  });

  it('are doubtful for the two called insurance, which may be social insurance and the market', () => {
    expect(named('mof-A-01').sameAs).toMatchObject([{ id: 'mof-C-07', certainty: 'DOUBTFUL' }]);
  });

  it('are never said to be certain between two agencies', () => {
    const between = likenesses.filter(({ from, id }) => named(from).owner !== named(id).owner);
    expect(between.map(({ certainty }) => certainty)).not.toContain('CERTAIN');
  });
});
