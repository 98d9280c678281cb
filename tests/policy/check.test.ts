import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import type { z } from 'zod';
import {
  checkRules,
  type CheckedGraph,
  type PlacedProblem,
} from '@lienthong/shared/policy/check/check-rules';
import { classifySupergraph, heldTwice, subgraphsOf } from '@lienthong/shared/policy/classification';
import { readYaml, type Located } from '@lienthong/shared/policy/reading/read-yaml';
import { readRuleFiles, type RuleFiles } from '@lienthong/shared/policy/reading/rule-files';
import { RULE_FILES } from '@lienthong/shared/policy/reading/shapes';
import { fixtureSupergraph } from './fixture-state.ts';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const sharingOf = (agency: string): string => path(`./fixtures/subgraphs/${agency}/sharing.yaml`);
const TODAY = '2026-11-01';

let graph: CheckedGraph;
let sound: RuleFiles;

beforeAll(() => {
  const supergraph = parse(fixtureSupergraph());
  graph = {
    file: 'gateway/supergraph.graphql',
    classes: classifySupergraph(supergraph),
    agencies: subgraphsOf(supergraph),
    heldTwice: heldTwice(supergraph),
  };
  sound = readRuleFiles(path('../../law'), ['mps', 'moj', 'moh'].map(sharingOf)).files!;
});

const faultsIn = (files: RuleFiles, changed: Partial<CheckedGraph> = {}): PlacedProblem[] =>
  checkRules(files, { ...graph, ...changed }, TODAY).filter(({ severity }) => severity === 'fault');

/** Reads a file again with one passage changed. */
function reread<S extends z.ZodType>(file: string, shape: S, from: string, to: string): Located<z.infer<S>> {
  const text = readFileSync(file, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} does not say: ${from}`);
  const { read, faults } = readYaml(file, text.replace(from, to), shape);
  if (!read) throw new Error(JSON.stringify(faults));
  return read;
}

const withSharing = (agency: string, from: string, to: string): RuleFiles => ({
  ...sound,
  sharing: sound.sharing.map((file) =>
    file.value.provider === agency ? reread(file.file, RULE_FILES.sharing, from, to) : file,
  ),
});
const withLaw = (name: Exclude<keyof typeof RULE_FILES, 'sharing'>, from: string, to: string): RuleFiles => ({
  ...sound,
  [name === 'legal-acts' ? 'acts' : name]: reread(path(`../../law/${name}.yaml`), RULE_FILES[name], from, to),
});

it('Nothing stands against the rules of the three agencies', () => {
  expect(faultsIn(sound)).toEqual([]);
});

describe('What stands against a provider’s file:', () => {
  it.each<[string, string, string, string, string, RegExp]>([
    [
      'an unknown field',
      'mps',
      'Citizen.sex]',
      'Citizen.sexe]',
      'UNKNOWN_FIELD',
      /Citizen has no field sexe.*Did you mean "Citizen.sex"\?/,
    ],
    [
      'an unknown type',
      'mps',
      'Citizen.sex]',
      'Citizn.*]',
      'UNKNOWN_FIELD',
      /no type Citizn\. Did you mean "Citizen"\?/,
    ],
    [
      'an unknown purpose',
      'mps',
      'purpose: health-referral',
      'purpose: health-referal',
      'UNKNOWN_PURPOSE',
      /Did you mean "health-referral"\?/,
    ],
    [
      'an unknown grantee',
      'mps',
      'grantee: moj',
      'grantee: mjo',
      'UNKNOWN_AGENCY',
      /no agency or group "mjo"/,
    ],
    ['people as grantee', 'mps', 'grantee: moj', 'grantee: citizens', 'UNKNOWN_AGENCY', /without a grant/],
    [
      'a grantee outside the exchange',
      'mps',
      'grantee: moj',
      'grantee: gcc',
      'EXCLUDED_AGENCY',
      /permits nothing/,
    ],
    [
      'an unknown act',
      'mps',
      '[D278/2025 Art 4(2)]',
      '[D279/2025 Art 4(2)]',
      'UNKNOWN_ACT',
      /D279\/2025 Art 4\(2\)/,
    ],
    ['an unknown spared agency', 'moj', 'except: []', 'except: [mjo]', 'UNKNOWN_AGENCY', /mjo/],
    [
      'an unknown act of a forbid',
      'moj',
      'basis: [PDPL 91/2025 Art 3]',
      'basis: [PDLP Art 3]',
      'UNKNOWN_ACT',
      /PDLP/,
    ],
    [
      'a grant wider than its purpose',
      'moj',
      '- BirthRegistration.placeOfBirth',
      '- BirthRegistration.*',
      'WIDER_THAN_PURPOSE',
      /does not need BirthRegistration.adoptionOrigin:/,
    ],
    ['a grantee the purpose is not for', 'moh', 'grantee: mof', 'grantee: moj', 'NOT_A_RECIPIENT', /for mof/],
    [
      'the field of another agency',
      'mps',
      'Citizen.sex]',
      'HealthRecord.allergies]',
      'NOT_MASTER_SOURCE',
      /here moh/,
    ],
    [
      'a forbid of another’s field',
      'mps',
      'fields: [Citizen.religion]',
      'fields: [HealthRecord.*]',
      'NOT_MASTER_SOURCE',
      /here moh/,
    ],
    [
      'a sensitive field without a basis',
      'moh',
      'basis: [Law 25/2008, D194/2025 Art 16(2)]',
      'basis: []',
      'SENSITIVE_WITHOUT_BASIS',
      /Citizen.healthRecord/,
    ],
    [
      'no basis at all',
      'mps',
      'basis: [D278/2025 Art 4(2)]',
      'basis: []',
      'NO_LEGAL_BASIS',
      /permits nothing/,
    ],
    [
      'a basis that was repealed',
      'mps',
      'basis: [D278/2025 Art 4(2)]',
      'basis: [D47/2020 Art 38]',
      'BASIS_REPEALED',
      /on 2026-11-01: D47\/2020 ended on 2025-10-21, replaced by D278\/2025/,
    ],
    [
      'a basis that did not hold in the grant’s own time',
      'moj',
      'validTo: 2025-10-21',
      'validTo: 2020-01-01',
      'NEVER_VALID',
      /before it begins/,
    ],
    [
      'a basis to come',
      'mps',
      'basis: [D278/2025 Art 4(2)]',
      'basis: [D363/2026]',
      'BASIS_NOT_IN_FORCE',
      /yet on 2026-11-01/,
    ],
    [
      'a state secret',
      'mps',
      'Citizen.sex]',
      'Citizen.operationalFile]',
      'SECRET_FIELD',
      /No grant opens it/,
    ],
    [
      'a field whose secrecy is undecided',
      'mps',
      'Citizen.sex]',
      'Citizen.undecided]',
      'SECRET_FIELD',
      /undecided/,
    ],
    [
      'core data without a risk assessment',
      'moh',
      'Claim.serviceCode]',
      'Facility.reserves]',
      'RISK_ASSESSMENT_MISSING',
      /Facility.reserves/,
    ],
    [
      'a mask on what is not granted',
      'mps',
      'Citizen.dateOfBirth: year',
      'Citizen.sex: year',
      'MASK_OUTSIDE_GRANT',
      /Citizen.sex/,
    ],
    ['a quota that limits nothing', 'mps', 'distinctSubjects: 5000, ', '', 'EMPTY_QUOTA', /distinctSubjects/],
    ['the scope of a self', 'mps', 'scope: case', 'scope: self', 'SELF_SCOPE', /permits an agency nothing/],
    [
      'an id that another provider has',
      'mps',
      'id: mps-no-religion',
      'id: moj-no-adoption-origin',
      'DUPLICATE_ID',
      /stands at .*sharing.yaml:\d+ too/,
    ],
    [
      'the rules of another provider',
      'mps',
      'provider: mps',
      'provider: mof',
      'PROVIDER_ELSEWHERE',
      /rules of mof stand in the folder of mps/,
    ],
    [
      'a provider nobody knows',
      'mps',
      'provider: mps',
      'provider: mpz',
      'UNKNOWN_AGENCY',
      /no subgraph "mpz"/,
    ],
  ])('%s', (_, agency, from, to, code, message) => {
    const faults = faultsIn(withSharing(agency, from, to));
    expect(faults.map((fault) => fault.code)).toContain(code);
    expect(faults.find((fault) => fault.code === code)!.message).toMatch(message);
  });

  it('is nothing where a pattern reaches fields of others: it opens only its own', () => {
    expect(faultsIn(withSharing('moj', '- Citizen.birthRegistration', '- Citizen.*'))).toEqual([]);
  });

  it('stands where it stands', () => {
    const [fault] = faultsIn(withSharing('mps', 'purpose: health-referral', 'purpose: nothing'));
    const text = readFileSync(sharingOf('mps'), 'utf8').split('\n');
    expect(text[fault!.line - 1]!.slice(fault!.column - 1)).toBe('health-referral');
    expect(fault!.file).toBe(sharingOf('mps'));
  });
});

describe('What stands against the law’s files:', () => {
  it.each<[string, Parameters<typeof withLaw>, string, RegExp]>([
    ['an act that stands twice', ['legal-acts', 'id: D194/2025', 'id: D278/2025'], 'DUPLICATE_ID', /D278/],
    [
      'a replacement nobody knows',
      ['legal-acts', 'replacedBy: [D278/2025, D194/2025]', 'replacedBy: [D279/2025]'],
      'UNKNOWN_ACT',
      /D279/,
    ],
    [
      'an act that ends before it begins',
      ['legal-acts', 'validTo: 2025-10-21', 'validTo: 2019-01-01'],
      'NEVER_VALID',
      /2019-01-01/,
    ],
    [
      'a purpose by an unknown act',
      ['purposes', 'basis: [Law 60/2014,', 'basis: [Law 61/2014,'],
      'UNKNOWN_ACT',
      /Law 61/,
    ],
    [
      'a purpose for an unknown agency',
      ['purposes', 'recipients: [moj, mps,', 'recipients: [moj, msp,'],
      'UNKNOWN_AGENCY',
      /msp/,
    ],
    [
      'a combination for an unknown purpose',
      ['combinations', 'allowedFor: [asset-verification]', 'allowedFor: [assets]'],
      'UNKNOWN_PURPOSE',
      /assets/,
    ],
    [
      'a field in two parts of a combination',
      ['combinations', '[Citizen.religion, Citizen.ethnicity]', '[Residence.*, Citizen.ethnicity]'],
      'PARTS_OVERLAP',
      /two parts/,
    ],
    ['a group of nobody known', ['groups', 'members: [ppc]', 'members: [pcp]'], 'UNKNOWN_AGENCY', /pcp/],
    [
      'a group that contains itself',
      ['groups', 'members: [ppc]', 'members: [ppc, political-system]'],
      'GROUP_RING',
      /contains itself/,
    ],
    ['a group by an agency’s name', ['groups', 'id: judiciary', 'id: spc'], 'NAME_TAKEN', /an agency/],
    ['a group by the name of people', ['groups', 'id: judiciary', 'id: citizens'], 'NAME_TAKEN', /people/],
    [
      'a group with an agency outside',
      ['groups', 'members: [ppc]', 'members: [ppc, gcc]'],
      'EXCLUDED_AGENCY',
      /gcc/,
    ],
    ['an agency outside that has a subgraph', ['groups', 'id: gcc', 'id: sav'], 'NAME_TAKEN', /subgraph/],
    [
      'sharing by default with nobody known',
      ['defaults', 'to: political-system', 'to: politics'],
      'UNKNOWN_AGENCY',
      /politics/,
    ],
  ])('%s', (_, change, code, message) => {
    const faults = faultsIn(withLaw(...change));
    expect(faults.map((fault) => fault.code)).toContain(code);
    expect(faults.find((fault) => fault.code === code)!.message).toMatch(message);
  });

  it('a field no schema has yet, and an article nobody has checked, are only pointed out', () => {
    const files = { ...withLaw('purposes', 'Law 36/2024 Art 58', 'Law 36/2024 Art 99') };
    const codes = checkRules(files, graph, TODAY).filter(({ severity }) => severity === 'warning');
    expect(new Set(codes.map(({ code }) => code))).toEqual(
      new Set(['FIELD_NOT_IN_GRAPH', 'UNCHECKED_ARTICLE', 'SECRET_IN_GRAPH']),
    );
    expect(faultsIn(files)).toEqual([]);
  });
});

describe('What stands against the graph:', () => {
  it('two owners of one datum', () => {
    const [fault] = faultsIn(sound, { heldTwice: new Map([['Citizen.fullName', ['mps', 'moj']]]) });
    expect(fault).toMatchObject({
      code: 'TWO_OWNERS',
      message: expect.stringContaining('Citizen.fullName is answered by mps, moj'),
    });
  });

  it('but not two who answer what is open anyway', () => {
    expect(faultsIn(sound, { heldTwice: new Map([['Facility.name', ['moh', 'mof']]]) })).toEqual([]);
  });

  it('sensitive personal data that is open to anyone', () => {
    const classes = new Map(graph.classes);
    classes.set('Citizen.religion', { ...classes.get('Citizen.religion')!, sharing: 'OPEN' });
    expect(faultsIn(sound, { classes }).map(({ code }) => code)).toEqual(['OPEN_SENSITIVE']);
  });
});
