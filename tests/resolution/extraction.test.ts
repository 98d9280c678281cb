import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { staleFiles, writeFiles } from '../../seeds/resolution-214/parse/data-files.ts';
import { extraction } from '../../seeds/resolution-214/parse/extraction.ts';
import { dataFolder, sources } from './resolution.ts';

describe('The extraction', () => {
  let folder: URL;
  beforeEach(() => {
    folder = pathToFileURL(join(mkdtempSync(join(tmpdir(), 'resolution-')), '/'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('says what the committed data say', () => {
    expect(staleFiles(extraction(sources), dataFolder)).toEqual([]);
  });

  it('changes nothing when it runs twice', () => {
    writeFiles(extraction(sources), folder);
    expect(staleFiles(extraction(sources), folder)).toEqual([]);
  });

  it('names a file that is missing or was edited', () => {
    const extracted = extraction(sources);
    expect(staleFiles(extracted, folder)).toEqual(Object.keys(extracted).map((name) => `${name}.json`));

    writeFiles(extracted, folder);
    writeFileSync(new URL('totals.json', folder), '{}\n');
    rmSync(new URL('tasks.json', folder));
    expect(staleFiles(extracted, folder)).toEqual(['totals.json', 'tasks.json']);
  });

  it('follows the source: a name that changes there changes here', () => {
    const text = sources.text.replace('CSDL giấy phép lái xe', 'CSDL giấy phép lái tàu');
    expect(extraction({ ...sources, text }).databases[0]!.name).toBe('CSDL giấy phép lái tàu');
  });
});

describe('The extraction refuses, naming file and entry,', () => {
  const [pair] = sources['same-as'];
  const [link] = sources['priority-links'];

  it.each([
    [
      'an agency nobody knows',
      { agencies: sources.agencies.slice(1) },
      'agencies.json, line 252 of the source: no agency is called "Bộ Công an"',
    ],
    [
      'an agency no annex names',
      { agencies: [...sources.agencies, { ...sources.agencies[0]!, id: 'mnd', name: 'Bộ Quốc phòng' }] },
      'agencies.json, entry 25 (mnd): no annex names this agency',
    ],
    [
      'a partner nobody knows',
      { partners: sources.partners.slice(1) },
      'partners.json, line 419 of the source: no partner is called',
    ],
    [
      'an excluded body its line does not name',
      { 'excluded-bodies': [{ ...sources['excluded-bodies'][0]!, line: 94 }] },
      'excluded-bodies.json, Bộ Quốc phòng: line 94 does not name it',
    ],
    [
      'a likeness to no database',
      { 'same-as': [{ ...pair!, databases: ['moj-A-01', 'moj-A-99'] as [string, string] }] },
      'same-as.json, entry 1 (moj-A-01, moj-A-99): Annex I has no database moj-A-99',
    ],
    ['a likeness said twice', { 'same-as': [pair!, pair!] }, 'same-as.json, entry 2'],
    [
      'a priority database without its link',
      { 'priority-links': sources['priority-links'].slice(1) },
      'priority-links.json, P-01: the entry is missing',
    ],
    [
      'a priority database linked to nothing without a reason',
      { 'priority-links': [{ ...link!, databases: [] }] },
      'priority-links.json, P-01: a row linked to no database needs a note',
    ],
    [
      'a priority database linked to a row that is not there',
      { 'priority-links': [{ ...link!, databases: ['mae-A-99'] }] },
      'Annex I has no database mae-A-99',
    ],
    [
      'a task nobody leads',
      { actors: [], agencies: sources.agencies },
      'actors.json, III.1.d.1: no phrase names who leads this task',
    ],
  ])('%s', (_, change, fault) => {
    expect(() => extraction({ ...sources, ...change })).toThrow(fault);
  });
});
