import { describe, expect, it } from '@jest/globals';
import { read } from './resolution.ts';

const partners = read('partners');
const links = read('partner-links');
const agencies = read('agencies').map(({ id }) => id);

describe('The partners of Annex III', () => {
  it.each([
    ['vnpt', 8],
    ['viettel', 14],
    ['fpt', 9],
    ['tecapro', 7],
    ['cmc', 6],
    ['mobifone', 3],
    ['gtel', 5],
    ['mk', 1],
  ])('%s serves %i agencies', (id, count) => {
    const served = links.filter(({ partner }) => partner === id).map(({ agency }) => agency);
    expect(served).toHaveLength(count);
    expect(new Set(served).size).toBe(count);
  });

  it('are eight, with 53 links to 23 agencies: all but the Ministry of Public Security', () => {
    const served = new Set(links.map(({ agency }) => agency));
    expect([partners.length, links.length]).toEqual([8, 53]);
    expect(agencies.filter((id) => !served.has(id))).toEqual(['mps']);
    expect([...served].filter((id) => !agencies.includes(id))).toEqual([]);
  });

  it('are numbered in the order of their cell', () => {
    const ofProvinces = links.filter(({ agency }) => agency === 'ppc');
    expect(ofProvinces.map(({ ordinal, partner }) => [ordinal, partner])).toEqual([
      [1, 'mk'],
      [2, 'viettel'],
      [3, 'vnpt'],
      [4, 'fpt'],
      [5, 'cmc'],
    ]);
  });

  it.each([
    ['tecapro', ['Ứng dụng', 'ứng dụng']],
    ['cmc', ['Tập đoàn Công nghệ CMC', 'Công ty Cổ phần Tập đoàn Công nghệ CMC']],
    ['viettel', ['Quân đội', 'Quận-đội']],
  ])('%s is one, however its name is printed', (id, forms) => {
    const { printedVariants } = partners.find((partner) => partner.id === id)!;
    expect(printedVariants).toHaveLength(forms.length);
    for (const form of forms) expect(printedVariants).toContainEqual(expect.stringContaining(form));
  });

  it('are named by their own variants only', () => {
    for (const { partner, printedName } of links)
      expect(partners.find(({ id }) => id === partner)?.printedVariants).toContain(printedName);
  });
});
