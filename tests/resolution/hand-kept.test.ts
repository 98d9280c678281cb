import { describe, expect, it } from '@jest/globals';
import { readHandKept } from '../../seeds/resolution-214/parse/hand-kept.ts';
import { sources } from './resolution.ts';

const reason = { vi: 'Lỗi quét văn bản.', en: 'Scanning fault.' };

describe('A hand-kept file', () => {
  it.each([
    ['that is no JSON', 'corrections', '[', 'corrections.json, the whole file: it is not JSON'],
    ['that is no list', 'corrections', '{}', 'corrections.json, the whole file: Invalid'],
    [
      'with an entry cut short',
      'corrections',
      JSON.stringify([
        { line: 99, printed: 'cằn', corrected: 'cần', reason },
        { line: 100, printed: 'x', reason },
      ]),
      'corrections.json, entry 2 (line 100): corrected: ',
    ],
    [
      'with a reason in one language',
      'corrections',
      JSON.stringify([{ line: 99, printed: 'cằn', corrected: 'cần', reason: { vi: 'Lỗi.' } }]),
      'corrections.json, entry 1 (line 99): reason.en: ',
    ],
    [
      'with a kind of agency that does not exist',
      'agencies',
      JSON.stringify([{ ...sources.agencies[0], kind: 'BUREAU' }]),
      'agencies.json, entry 1 (mps): kind: ',
    ],
    [
      'with a misspelt field',
      'requirement-status',
      JSON.stringify([{ id: 'RULE-01', status: 'planned', reasn: reason }]),
      'requirement-status.json, entry 1 (RULE-01): ',
    ],
  ] as const)('%s is refused by name', (_, file, json, fault) => {
    expect(() => readHandKept(file, json)).toThrow(fault);
  });
});
