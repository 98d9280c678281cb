import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Finding } from '@lienthong/shared/quality/report';
import type { Planted } from '../../seeds/synthetic/defects.ts';
import { DEFECTS } from '../../seeds/synthetic/defects/defects.ts';
import { runCommand, type Ended } from '../support/command.ts';
import { startTestDeployment, type TestDeployment } from '../support/deployment.ts';
import { temporaryFolder } from '../support/folder.ts';

/** The day of the synthetic world: what is stale counts from it. */
const DAY = '2026-11-01';

interface Found extends Finding {
  readonly agency: string;
}

const linesOf = <Line>(file: string): Line[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

describe('npm run quality over a country with known defects', () => {
  const folder = temporaryFolder();
  const findings = join(folder.path, 'findings.jsonl');
  let deployment: TestDeployment;
  let ended: Ended;
  let planted: Planted[];
  let found: Found[];
  let variables: Record<string, string>;

  beforeAll(async () => {
    const seeded = await runCommand('scripts/seed.ts', ['--people', '3000'], { DATA_DIR: folder.path });
    expect(seeded.code).toBe(0);
    deployment = await startTestDeployment({ DATA_DIR: folder.path });
    variables = { DATA_DIR: folder.path, GATEWAY_PORT: String(deployment.gateway.port) };
    ended = await runCommand('scripts/quality.ts', ['--at', DAY, '--findings', findings], variables);
    planted = linesOf(join(folder.path, 'seed', 'truth.jsonl'));
    found = linesOf(findings);
  }, 180_000);
  afterAll(async () => {
    await deployment.remove();
    folder.remove();
  });

  const namedOf = (place: Planted | Found) => `${place.entity} ${place.key} ${place.field}`;
  const agencies = Object.keys(DEFECTS);

  it.each(agencies)('finds what was planted at %s, and calls it by its kind (recall ≥ 0.95)', (agency) => {
    const known = new Set(
      found.filter((each) => each.agency === agency).map((each) => `${namedOf(each)} ${each.kind}`),
    );
    const mine = planted.filter((each) => each.agency === agency);
    const hit = mine.filter((each) => known.has(`${namedOf(each)} ${each.kind}`));
    expect(mine.length).toBeGreaterThan(0);
    expect(hit.length / mine.length).toBeGreaterThanOrEqual(0.95);
  });

  it.each(agencies)('finds nothing else at %s (precision ≥ 0.95)', (agency) => {
    const truth = new Set(planted.filter((each) => each.agency === agency).map(namedOf));
    const mine = found.filter((each) => each.agency === agency);
    expect(mine.filter((each) => truth.has(namedOf(each))).length / mine.length).toBeGreaterThanOrEqual(0.95);
  });

  it('finds nothing at an agency that nothing was planted at', () => {
    expect(found.filter(({ agency }) => !agencies.includes(agency))).toEqual([]);
    expect(planted.length).toBeGreaterThan(1_000);
  });

  it('plants every kind of defect, and finds every kind', () => {
    expect([...new Set(found.map(({ kind }) => kind))].sort()).toEqual(
      [...new Set(planted.map(({ kind }) => kind))].sort(),
    );
  });

  it('prints the national table and the worst fields', () => {
    // What takes long says how far it is.
    const faults = ended.stderr.replace(/^ {2}\S+ {2}[\d,]+ dòng \/ rows\n/gm, '');
    expect([ended.code, faults]).toEqual([0, '']);
    expect(ended.stdout).toMatch(/^ {2}mps-A-13 +\d,\d{3} +99\.\d\d % .* cơ quan$/m);
    expect(ended.stdout).toMatch(/moha ≠ mof, tin \/ believed: mof$/m);
    expect(ended.stdout).toMatch(/^ {2}1\d\d CSDL +\d+,\d{3} +9\d\.\d\d %/m);
  });

  it('[REQ-02] tells everybody figures, from the catalogue and as one table', async () => {
    const { body } = await deployment.ask(`{
      database(id: "mps-A-13") { quality { measuredOn rows words { word share } sharedUse { consumers } } }
      ministryOfPublicSecurity { databases(group: A) { id quality { rows } } }
      qualityReports { database worstFields(first: 1) { field kind faulty sources } }
    }`);
    expect(body.errors).toBeUndefined();
    const { database, ministryOfPublicSecurity, qualityReports } = body.data as never as {
      database: { quality: Record<string, unknown> };
      ministryOfPublicSecurity: { databases: { id: string; quality: { rows: number } | null }[] };
      qualityReports: { database: string; worstFields: { faulty: number }[] }[];
    };
    expect(database.quality).toMatchObject({ measuredOn: DAY, sharedUse: { consumers: 24 } });
    const measured = ministryOfPublicSecurity.databases.find(({ id }) => id === 'mps-A-13');
    expect(measured?.quality?.rows).toBe(database.quality['rows']);
    const unmeasured = ministryOfPublicSecurity.databases.find(({ id }) => id === 'mps-A-02');
    expect(unmeasured?.quality?.rows ?? null).toBeNull();
    expect(qualityReports.map((each) => each.database)).toEqual(
      expect.arrayContaining(['moj-A-01', 'mps-A-13']),
    );
  });

  const FINDINGS =
    '{ ministryOfJustice { qualityFindings(database: "moj-A-01") { key field kind sources } } }';
  const askAs = async (agency: string) => {
    const token = await deployment.token('--agency', agency, '--purpose', 'data-quality');
    return (await deployment.ask(FINDINGS, {}, { authorization: `Bearer ${token}` })).body;
  };

  it('shows the rows to their owner, with both sources where two differ', async () => {
    const { data, errors } = await askAs('moj');
    expect(errors).toBeUndefined();
    const { ministryOfJustice } = data as { ministryOfJustice: { qualityFindings: Found[] } };
    expect(ministryOfJustice.qualityFindings).toContainEqual({
      key: planted.find(({ agency, kind }) => agency === 'moj' && kind === 'CONTRADICTION')!.key,
      field: 'dateOfBirth',
      kind: 'CONTRADICTION',
      sources: ['mps', 'moj'],
    });
  });

  it('shows them to nobody else', async () => {
    const { data, errors } = await askAs('mps');
    expect(data).toEqual({ ministryOfJustice: null });
    expect(errors).toHaveLength(1);
  });

  it('takes no report from an agency on a database that is another’s', async () => {
    const token = await deployment.token('--agency', 'moh', '--purpose', 'data-quality');
    const { body } = await deployment.ask(
      `mutation { reportQuality(report: { database: "moj-A-01", measuredOn: "${DAY}", rows: 0, words: [], fields: [],
         sharedUse: { consumers: 0, fieldsShared: 0, fields: 0 } }) { database } }`,
      {},
      { authorization: `Bearer ${token}` },
    );
    expect(body.errors).toMatchObject([{ extensions: { code: 'NOT_YOUR_DATABASE' } }]);
  });
});

it('npm run quality refuses an agency there is not, before anything is started', async () => {
  const { code, stderr } = await runCommand('scripts/quality.ts', ['nobody']);
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(/^UNKNOWN_AGENCY: There is no subgraph "nobody"/),
  ]);
});
