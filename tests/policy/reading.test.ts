import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readYaml } from '@lienthong/shared/policy/reading/read-yaml';
import { jsonSchemaOf, RULE_FILES, sharingFile } from '@lienthong/shared/policy/reading/shapes';
import { qualityFile } from '@lienthong/shared/quality/quality-file';

const grant = `provider: moj
grants:
  - id: moj-mps-birth
    grantee: mps
    purpose: birth-registration
    basis: [D278/2025 Art 4(2)]
    fields: [BirthRegistration.*]
    rows: { scope: case }
    validFrom: 2025-10-22
    validTo: null
`;
const faultsOf = (text: string): string[] => {
  const { faults } = readYaml('moj/sharing.yaml', text, sharingFile);
  return (faults ?? []).map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);
};

describe('A provider’s file', () => {
  it('is read with what it leaves out', () => {
    const { read } = readYaml('moj/sharing.yaml', grant, sharingFile);
    expect(read!.value).toEqual({
      provider: 'moj',
      grants: [
        {
          id: 'moj-mps-birth',
          grantee: 'mps',
          purpose: 'birth-registration',
          basis: ['D278/2025 Art 4(2)'],
          fields: ['BirthRegistration.*'],
          rows: { scope: 'case' },
          mask: {},
          quota: null,
          conditions: [],
          validFrom: '2025-10-22',
          validTo: null,
          status: 'ACTIVE',
          riskAssessedUntil: null,
        },
      ],
      forbids: [],
    });
  });

  it('knows where each part of it stands', () => {
    const { read } = readYaml('moj/sharing.yaml', grant, sharingFile);
    const at = (...path: PropertyKey[]) => {
      const { line, column } = read!.placeOf(path);
      return `${line}:${column}`;
    };
    expect(at('grants', 0, 'purpose')).toBe('5:14');
    expect(at('grants', 0, 'fields', 0)).toBe('7:14');
    expect(at('grants', 0, 'rows', 'scope')).toBe('8:20');
    expect(at('grants', 0, 'rows')).toBe('8:5');
    expect(at('grants', 0, 'quota', 'per')).toBe('3:5');
    expect(at()).toBe('1:1');
  });
});

describe('A mistake is reported with file, line, column and what was expected:', () => {
  const change = (from: string, to: string): string => {
    if (!grant.includes(from)) throw new Error(from);
    return grant.replace(from, to);
  };

  it.each<[string, string, string[]]>([
    [
      'a missing part',
      change('    purpose: birth-registration\n', ''),
      ['3:5: grants[0].purpose: expected string, received undefined; found nothing.'],
    ],
    [
      'a misspelt part',
      change('grantee:', 'grante:'),
      [
        '3:5: grants[0].grantee: expected string, received undefined; found nothing.',
        '4:13: grants[0]: there is no "grante" here.',
      ],
    ],
    [
      'a word that is not on the list',
      change('scope: case', 'scope: everything'),
      [
        '8:20: grants[0].rows.scope: expected one of all, own-territory, own-contribution, case, record, self; found "everything".',
      ],
    ],
    [
      'an unknown condition',
      `${grant}    conditions: [OFFICER, ALWAYS]\n`,
      [
        '11:27: grants[0].conditions[1]: expected one of OFFICER, DECISION_NUMBER, TWO_APPROVALS; found "ALWAYS".',
      ],
    ],
    [
      'an unknown mask',
      `${grant}    mask: { BirthRegistration.number: blur }\n`,
      [
        '11:39: grants[0].mask.BirthRegistration.number: expected one of initials, year, last-four, presence; found "blur".',
      ],
    ],
    [
      'a mask for more than a field',
      `${grant}    mask: { BirthRegistration.*: year }\n`,
      ['11:34: grants[0].mask.BirthRegistration.*: expected one field, Type.field.'],
    ],
    [
      'a day that is none',
      change('2025-10-22', '2025-02-30'),
      ['9:16: grants[0].validFrom: expected a day of the calendar, written 2025-10-22; found "2025-02-30".'],
    ],
    [
      'a day the other way round',
      change('2025-10-22', '22/10/2025'),
      ['9:16: grants[0].validFrom: expected a day of the calendar, written 2025-10-22; found "22/10/2025".'],
    ],
    [
      'a field without its type',
      change('BirthRegistration.*', 'number'),
      [
        '7:14: grants[0].fields[0]: expected Type.field, or Type.* for every field of the type; found "number".',
      ],
    ],
    [
      'every field there is',
      change('BirthRegistration.*', "'*.*'"),
      [`7:14: grants[0].fields[0]: expected Type.field, or Type.* for every field of the type; found "*.*".`],
    ],
    [
      'no field at all',
      change('[BirthRegistration.*]', '[]'),
      ['7:5: grants[0].fields: expected at least one field; found an empty list.'],
    ],
    [
      'a number where a word belongs',
      change('grantee: mps', 'grantee: 7'),
      ['4:14: grants[0].grantee: expected string, received number; found 7.'],
    ],
    [
      'a list where a map belongs',
      change('{ scope: case }', '[case]'),
      ['8:5: grants[0].rows: expected object, received array; found a list.'],
    ],
    [
      'an id with capitals',
      change('moj-mps-birth', 'MOJ_MPS'),
      [
        '3:9: grants[0].id: expected lower-case letters, digits and hyphens, such as moj-mps-birth-chain; found "MOJ_MPS".',
      ],
    ],
    [
      'two mistakes at once',
      change('grantee: mps', 'grantee: 7').replace('scope: case', 'scope: x'),
      [
        '4:14: grants[0].grantee: expected string, received number; found 7.',
        '8:20: grants[0].rows.scope: expected one of all, own-territory, own-contribution, case, record, self; found "x".',
      ],
    ],
    ['a key that stands twice', `${grant}    grantee: moh\n`, ['11:5: Map keys must be unique.']],
    [
      'a file that is no YAML',
      'provider: [moj',
      ['1:15: Flow sequence in block collection must be sufficiently indented and end with a ].'],
    ],
    ['an empty file', '', ['1:1: expected object, received null; found null.']],
    ['a list of everything', '- provider: moj', ['1:1: expected object, received array; found a list.']],
    [
      'an alias of nothing',
      'provider: *moj',
      ['1:11: Unresolved alias (the anchor must be set before the alias): moj.'],
    ],
  ])('%s', (_, text, expected) => {
    expect(faultsOf(text)).toEqual(expected.map((fault) => `moj/sharing.yaml:${fault}`));
  });

  it('never takes what it cannot read for nothing: aliases that multiply are refused', () => {
    const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let depth = 1; depth < 9; depth += 1)
      bomb.push(
        `a${depth}: &a${depth} [${Array(10)
          .fill(`*a${depth - 1}`)
          .join(', ')}]`,
      );
    expect(faultsOf(bomb.join('\n')).join()).toMatch(/alias/i);
  });
});

describe('The JSON Schema of', () => {
  it.each(Object.entries({ ...RULE_FILES, quality: qualityFile }))(
    '%s is what editors have (npm run rules -- schemas)',
    (name, shape) => {
      const kept = readFileSync(new URL(`../../law/schemas/${name}.schema.json`, import.meta.url), 'utf8');
      expect(JSON.parse(kept)).toEqual(JSON.parse(jsonSchemaOf(shape)));
    },
  );
});
