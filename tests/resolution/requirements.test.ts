import { describe, expect, it } from '@jest/globals';
import { documentFrom } from '../../seeds/resolution-214/parse/document.ts';
import { requirements as requirementsIn } from '../../seeds/resolution-214/parse/requirements.ts';
import { read, sources } from './resolution.ts';

const requirements = read('requirements');

describe('The entries of the Resolution', () => {
  it.each([
    ['OBJECTIVE', 3],
    ['REQUIREMENT', 5],
    ['RULE', 86],
  ])('of kind %s are %i', (kind, count) => {
    expect(requirements.filter((entry) => entry.kind === kind)).toHaveLength(count);
  });

  it('are numbered without a gap', () => {
    const numbers = requirements.map(({ id }) => id.replace(/\d+/, (digits) => String(Number(digits))));
    const upTo = (prefix: string, count: number) =>
      Array.from({ length: count }, (_, i) => `${prefix}-${i + 1}`);
    expect(numbers).toEqual([...upTo('OBJ', 3), ...upTo('REQ', 5), ...upTo('RULE', 86)]);
  });

  it('carry the mended line they come from', () => {
    const document = documentFrom(sources.text, sources.corrections);
    for (const { line, text } of requirements) expect(document[line - 1]!.text.startsWith(text)).toBe(true);
    expect(requirements.find(({ line }) => line === 126)!.text).toContain('điều chỉnh phù hợp');
    expect(requirements.filter(({ text }) => text.length < 20 || text.endsWith('|'))).toEqual([]);
  });

  it('lie in the second printing of the first page or later', () => {
    expect(Math.min(...requirements.map(({ line }) => line))).toBe(70);
  });

  it('are asked, not ordered, where the tasks of the same line are', () => {
    const asked = read('tasks')
      .filter(({ request }) => request)
      .map(({ line }) => line);
    expect(requirements.filter(({ strength }) => strength === 'request').map(({ line }) => line)).toEqual(
      asked,
    );
  });

  it('are refused when a row of the table does not read as the others do', () => {
    expect(() => requirementsIn('| RULE-01 | 82 | says | must | optional |', [])).toThrow(
      'requirements.md, | RULE-01 | : the row does not read as the others do.',
    );
  });
});
