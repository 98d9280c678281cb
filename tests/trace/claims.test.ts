import { describe, expect, it } from '@jest/globals';
import { claimsIn } from '../../seeds/resolution-214/trace/claims.ts';

/** Titles are put together here, so that this suite itself claims to hold nothing. */
const carrying = (...ids: string[]) => `[${ids.join(', ')}]`;
const idsIn = (source: string) => claimsIn('tests/a.test.ts', source).map(({ id }) => id);

describe('A test holds the entries its title carries', () => {
  it.each([
    ['in single quotes', `it('${carrying('RULE-13')} streams', () => {`, ['RULE-13']],
    ['in double quotes', `test("the agency's data ${carrying('REQ-05')}", () => {`, ['REQ-05']],
    ['in a template', 'it(`' + carrying('OBJ-01') + ' of ${agency}`, () => {', ['OBJ-01']],
    ['in describe', `describe('${carrying('RULE-02')}', () => {`, ['RULE-02']],
    ['in a row of a table', `  ['${carrying('RULE-45')} closes', 20],`, ['RULE-45']],
    ['after an escaped quote', `it('it\\'s ${carrying('RULE-03')}', () => {`, ['RULE-03']],
    ['two of them', `it('${carrying('RULE-01')}${carrying('RULE-06')}', () => {`, ['RULE-01', 'RULE-06']],
    ['two in one bracket', `it('${carrying('RULE-01', 'RULE-06')}', () => {`, ['RULE-01', 'RULE-06']],
    ['even one that does not exist', `it('${carrying('RULE-999')}', () => {`, ['RULE-999']],
    ['but not unquoted', `const row = ${carrying('RULE-01')};`, []],
    ['but not in a comment', `  // it('${carrying('RULE-01')}', () => {`, []],
    ['but not skipped', `it.skip('${carrying('RULE-01')}', () => {`, []],
    ['but not still to be written', `  it.todo('${carrying('RULE-01')}');`, []],
    ['but not without brackets', `it('RULE-01', () => {`, []],
  ])('%s', (_, line, ids) => {
    expect(idsIn(line)).toEqual(ids);
  });

  it('and says where', () => {
    const source = `import x from 'y';\n\nit('${carrying('RULE-13')} streams', () => {});\n`;
    expect(claimsIn('tests/sync.test.ts', source)).toEqual([
      { id: 'RULE-13', title: `${carrying('RULE-13')} streams`, file: 'tests/sync.test.ts', line: 3 },
    ]);
  });
});
