import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { classifySubgraph } from '@lienthong/shared/policy/classification';
import { compile } from '@lienthong/shared/policy/compile';
import { decide } from '@lienthong/shared/policy/decide';
import { readYaml } from '@lienthong/shared/policy/reading/read-yaml';
import { rulesIn, type RuleFiles } from '@lienthong/shared/policy/reading/rule-files';
import { RULE_FILES, sharingFile } from '@lienthong/shared/policy/reading/shapes';
import type { Caller } from '@lienthong/shared/policy/types';
import { openRuleFiles } from '@lienthong/shared/rule-files';
import fc from 'fast-check';
import { parse } from 'graphql';
import { stringify } from 'yaml';
import { check, seeded, TIME_LIMIT } from './run-settings.ts';

jest.setTimeout(TIME_LIMIT);

const NOW = Date.parse('2026-11-01T05:00:00.000Z');
const SHARING = ['mps', 'moj', 'moh'].map((agency) => join('subgraphs', agency, 'sharing.yaml'));
const real: RuleFiles = openRuleFiles('law', SHARING);
const LAW = {
  acts: 'legal-acts',
  purposes: 'purposes',
  combinations: 'combinations',
  groups: 'groups',
  defaults: 'defaults',
} as const;
type Part = keyof typeof LAW | 'sharing';

const textOf = (part: Part): string =>
  readFileSync(part === 'sharing' ? SHARING[0]! : join('law', `${LAW[part]}.yaml`), 'utf8');
const shapeOf = (part: Part) => RULE_FILES[part === 'sharing' ? 'sharing' : LAW[part]];
const texts = new Map(([...Object.keys(LAW), 'sharing'] as Part[]).map((part) => [part, textOf(part)]));

const classes = classifySubgraph('mps', parse(readFileSync('subgraphs/mps/schema.graphql', 'utf8')));
const closed = [...classes].filter(([, { sharing }]) => sharing !== 'OPEN').map(([coordinate]) => coordinate);

/** Whoever no file can mean: none of them holds a name such as these. */
const STRANGERS: readonly Caller[] = [
  { kind: 'anonymous' },
  { kind: 'agency', agency: 'unheard-of' },
  {
    kind: 'agency',
    agency: 'unheard-of',
    system: 's',
    officer: 'o',
    purpose: 'health-referral',
    case: { id: '1', subjects: ['1'] },
  },
  {
    kind: 'agency',
    agency: 'moh',
    system: 's',
    officer: 'o',
    purpose: 'never-declared',
    case: { id: '1', subjects: ['1'] },
  },
  ...['constructor', '__proto__', 'toString', '', 'political-system', 'citizens'].map((agency): Caller => ({
    kind: 'agency',
    agency,
    system: 's',
    officer: 'o',
    purpose: 'health-referral',
    case: { id: '1', subjects: ['1'] },
  })),
];

/** Either every fault has its place, or the file is rules under which the unknown are refused. */
function expectFaultsOrRefusals(part: Part, text: string, known: readonly string[] = []): 'faults' | 'rules' {
  const { faults, read } = readYaml('fuzzed.yaml', text, shapeOf(part));
  if (faults) {
    expect(faults.length).toBeGreaterThan(0);
    const lines = text.split(/\r\n?|\n/).length;
    for (const fault of faults) {
      expect(fault).toEqual({
        file: 'fuzzed.yaml',
        line: expect.any(Number),
        column: expect.any(Number),
        message: expect.stringMatching(/\S/),
      });
      expect(fault.line >= 1 && fault.line <= lines && fault.column >= 1).toBe(true);
    }
    return 'faults';
  }
  const rules = rulesIn({ ...real, [part]: part === 'sharing' ? [read] : read });
  const compiled = compile(rules, classes);
  for (const caller of STRANGERS) {
    if (caller.kind === 'agency' && known.includes(caller.agency)) continue;
    const { verdicts } = decide({ caller, coordinates: closed }, compiled, NOW);
    expect([...verdicts.values()].filter(({ allowed }) => allowed)).toEqual([]);
    expect(verdicts.size).toBe(closed.length);
  }
  return 'rules';
}

const INSERTED = [
  '<<: *patient',
  '&a [*a]',
  '*nothing',
  '!!js/function "x"',
  '!!binary AAAA',
  '? {}',
  '\t',
  '---',
  '...',
  '%YAML 9.9',
  '\0',
  '__proto__: {}',
  'constructor: 1',
  'validTo: 9999-12-31',
  'validFrom: 0000-01-01',
  'status: ACTIVE',
  'fields: []',
  'except: [constructor]',
  '- ',
  '"',
  "'",
  '|',
  '>-',
  '{',
  '}',
  '[',
  ']',
  ': ',
  '#',
  '\uFEFF',
  '\u2028',
  'null',
  '~',
  '0x10',
  '.inf',
];

interface Edit {
  readonly at: number;
  readonly how: 'drop' | 'double' | 'swap' | 'insert' | 'line' | 'cut' | 'indent';
  readonly text: string;
}
const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('drop', 'double', 'swap', 'insert', 'line', 'cut', 'indent'),
  text: fc.oneof(fc.constantFrom(...INSERTED), fc.string({ maxLength: 8 })),
});

function edited(text: string, { at, how, text: put }: Edit): string {
  const lines = text.split('\n');
  const line = at % lines.length;
  const place = at % (text.length + 1);
  switch (how) {
    case 'drop':
      return lines.toSpliced(line, 1).join('\n');
    case 'double':
      return lines.toSpliced(line, 0, lines[line]!).join('\n');
    case 'swap':
      return lines
        .with(line, lines.at(line - 1)!)
        .with(line - 1, lines[line]!)
        .join('\n');
    case 'insert':
      return text.slice(0, place) + put + text.slice(place);
    case 'line':
      return lines.toSpliced(line, 0, `${/^ */.exec(lines[line]!)![0]}${put}`).join('\n');
    case 'cut':
      return text.slice(0, place);
    case 'indent':
      return lines.with(line, ` ${lines[line]}`).join('\n');
  }
}

const names = fc.constantFrom(
  'constructor',
  'prototype',
  'mps',
  'moh',
  'ppc',
  'citizens',
  'political-system',
  'health-referral',
  'a',
  'x-1',
);
const patterns = fc.constantFrom(
  'Citizen.fullName',
  'Citizen.*',
  'Query.*',
  'Query.citizen',
  'constructor.constructor',
  '__proto__.*',
  'Nobody.nothing',
  'toString.valueOf',
  '_.*',
);
const days = fc.constantFrom('0001-01-01', '2026-01-01', '9999-12-31', '2026-11-01', '2024-02-29');
const citations = fc.constantFrom(
  'D194/2025 Art 16(2)',
  'D47/2020 Art 38',
  'constructor',
  '__proto__',
  'Law 0/0',
  ' ',
);

/** What the shape allows and nobody writes. */
const oddSharing = fc.record({
  provider: names,
  grants: fc.array(
    fc.record(
      {
        id: names,
        grantee: names,
        purpose: names,
        basis: fc.array(citations, { maxLength: 3 }),
        fields: fc.array(patterns, { minLength: 1, maxLength: 4 }),
        rows: fc.record({
          scope: fc.constantFrom('all', 'case', 'self', 'own-territory', 'own-contribution'),
        }),
        mask: fc.dictionary(
          fc.constantFrom('Citizen.fullName', 'constructor.name', '__proto__.x'),
          fc.constantFrom('year', 'presence'),
        ),
        quota: fc.record({
          distinctSubjects: fc.constantFrom(1, Number.MAX_SAFE_INTEGER),
          per: fc.constant('day'),
        }),
        validFrom: days,
        validTo: fc.option(days),
        riskAssessedUntil: fc.option(days),
      },
      { requiredKeys: ['id', 'grantee', 'purpose', 'basis', 'fields', 'rows', 'validFrom', 'validTo'] },
    ),
    { maxLength: 6 },
  ),
  forbids: fc.array(
    fc.record({
      id: names,
      fields: fc.array(patterns, { minLength: 1, maxLength: 3 }),
      basis: fc.array(citations, { minLength: 1, maxLength: 2 }),
      except: fc.array(names, { maxLength: 3 }),
    }),
    { maxLength: 3 },
  ),
});

const label = { vi: 'x', en: 'x' };
const oddGroups = fc.record({
  groups: fc.array(
    fc.record({ id: names, label: fc.constant(label), members: fc.array(names, { maxLength: 5 }) }),
    { maxLength: 6 },
  ),
  excluded: fc.array(fc.record({ id: names, label: fc.constant(label), basis: fc.constant(['x']) }), {
    maxLength: 2,
  }),
});

/** Agencies that a file names itself are known to it. */
const namedIn = (value: unknown): string[] => JSON.stringify(value).match(/[a-z][\w-]*/g) ?? [];

describe(`A rule file ${seeded}`, () => {
  it.each([...texts.keys()])('%s: as it stands is rules', (part) => {
    expect(expectFaultsOrRefusals(part, texts.get(part)!)).toBe('rules');
  });

  it('that somebody’s hand slipped in is faults with their places, or rules that refuse the unknown', async () => {
    const outcomes = { faults: 0, rules: 0 };
    await check(
      80,
      fc.tuple(fc.constantFrom(...texts.keys()), fc.array(edit, { minLength: 1, maxLength: 4 })),
      ([part, edits]) => {
        const text = edits.reduce(edited, texts.get(part)!);
        outcomes[expectFaultsOrRefusals(part, text)] += 1;
      },
    );
    expect(Math.min(outcomes.faults, outcomes.rules)).toBeGreaterThan(0);
  });

  it('of odd grants is rules that refuse the unknown', async () => {
    const outcomes = { faults: 0, rules: 0 };
    await check(60, oddSharing, (file) => {
      outcomes[expectFaultsOrRefusals('sharing', stringify(file), namedIn(file))] += 1;
    });
    expect(outcomes.rules).toBeGreaterThan(20);
  });

  it('of odd groups, also such as contain themselves, is rules that refuse the unknown', async () => {
    await check(40, oddGroups, (file) => {
      expectFaultsOrRefusals('groups', stringify(file), namedIn(file));
    });
  });

  it('of anything at all gets an answer', async () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.json(),
      fc.array(fc.constantFrom(...INSERTED, 'provider', '\n', '  ')).map((parts) => parts.join('')),
    );
    await check(120, anything, (text) => {
      expectFaultsOrRefusals('sharing', text);
    });
  });
});

describe('A rule file that is meant to exhaust is answered with faults in time:', () => {
  const doubling = Array.from(
    { length: 40 },
    (_, depth) => `a${depth + 1}: &a${depth + 1} [*a${depth}, *a${depth}]`,
  );
  it.each<[string, string]>([
    ['lists in lists', '['.repeat(100_000)],
    ['lists in lists that close again', '['.repeat(20_000) + ']'.repeat(20_000)],
    ['maps in maps', `${'{a: '.repeat(20_000)}1${'}'.repeat(20_000)}`],
    ['blocks in blocks', Array.from({ length: 2_000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['lists on one line', `${'- '.repeat(20_000)}x`],
    ['keys that are keys', `${'? '.repeat(20_000)}x`],
    ['aliases that double', ['a0: &a0 [x, x]', ...doubling].join('\n')],
    ['a list that holds itself', 'provider: &a [*a]'],
    ['a thousand anchors', `${'&a '.repeat(1_000)}x`],
    ['thousands of keys', Array.from({ length: 1_500 }, (_, key) => `k${key}: 1`).join('\n')],
    ['thousands of empty grants', `provider: moj\ngrants:\n${'  - {}\n'.repeat(1_000)}`],
    ['a name of megabytes', `provider: ${'a-'.repeat(1_000_000)}!`],
    ['several documents', 'provider: moj\n---\nprovider: mps'],
  ])('%s', (_, text) => {
    const { faults } = readYaml('fuzzed.yaml', text, sharingFile);
    expect(faults!.length).toBeGreaterThan(0);
    expect(faults![0]).toMatchObject({
      file: 'fuzzed.yaml',
      line: expect.any(Number),
      message: expect.any(String),
    });
  });
});
