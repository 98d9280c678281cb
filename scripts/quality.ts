import { createWriteStream, openSync, type WriteStream } from 'node:fs';
import { openAsking } from '@lienthong/shared/asking/open-asking';
import { openDatabase } from '@lienthong/shared/database';
import { readSettings, type Settings } from '@lienthong/shared/environment';
import { runCommand, StartError } from '@lienthong/shared/errors';
import { loadSubgraph } from '@lienthong/shared/load-subgraphs';
import { isoDay, legalDay } from '@lienthong/shared/policy/legal-day';
import { measureDatabase } from '@lienthong/shared/quality/measure-database';
import { qualityFile } from '@lienthong/shared/quality/quality-file';
import type { Finding, QualityReport } from '@lienthong/shared/quality/report';
import { openRuleFile } from '@lienthong/shared/rule-files';
import { seedReader } from '@lienthong/shared/seeding';
import { readSupergraphList, type ListedSubgraph } from '@lienthong/shared/supergraph-list';
import { findOrStartGateway } from './find-or-start-gateway.ts';
import { askMatchesOf } from './quality/ask-matches.ts';
import { keepFindings } from './quality/keep-findings.ts';
import { createMeasuringProgress } from './quality/measuring-progress.ts';
import { renderTable, type MeasuredQuality } from './quality/render-table.ts';
import { reportQuality } from './quality/report-quality.ts';
import { createSharedUse } from './quality/shared-use.ts';
import { readArguments } from './read-arguments.ts';
import { openRules } from './rules/open-rules.ts';

const HELP = `Measures how good the records of the agencies are (đúng, đủ, sạch, sống, thống nhất, dùng chung) by what each expects of
them in its quality.yaml, and reports it to the National Data Center.

  npm run quality                          every agency, then the national table
  npm run quality -- moj mps               these alone
  npm run quality -- --at 2026-11-01       as of another day
  npm run quality -- --findings FILE       writes every row found wrong into FILE, a line of JSON for each

Each agency measures its own database and keeps some of what it found (its own officers see it: qualityFindings); the
centre gets figures alone. Master sources are asked through the exchange, which is started where it is not running.
Settings come from the environment: DATA_DIR, DATABASE_URL, GATEWAY_PORT.
`;

await runCommand(async () => {
  const { values, positionals } = readArguments(
    'npm run quality --',
    { at: { type: 'string' }, findings: { type: 'string' } },
    'with words',
  );
  if (values.help) return void process.stdout.write(HELP);
  const settings = readSettings(process.env);
  const today = values.at ?? isoDay(legalDay(Date.now()));
  if (!/^\d{4}-\d\d-\d\d$/.test(today) || Number.isNaN(Date.parse(today)))
    throw new StartError(
      'BAD_ARGUMENT',
      `--at takes a day such as 2026-11-01, not ${JSON.stringify(today)}.`,
    );

  const agencies = chosen(settings, positionals);
  const sink = values.findings === undefined ? null : openFindings(values.findings);
  const exchange = await findOrStartGateway(process.env);
  try {
    const measured = await measureAgencies(settings, today, agencies, (finding) =>
      sink?.write(`${JSON.stringify(finding)}\n`),
    );
    process.stdout.write(renderTable(measured));
  } finally {
    sink?.end();
    await exchange.stop();
  }
});

async function measureAgencies(
  settings: Settings,
  today: string,
  agencies: readonly ListedSubgraph[],
  onFinding: (finding: Finding & { readonly agency: string }) => void,
): Promise<MeasuredQuality[]> {
  const asking = await openAsking(settings);
  const sharedUse = createSharedUse(openRules(process.cwd()), Date.parse(today));
  const readSeed = seedReader(settings.SEEDS_DIR, settings.REFERENCE_DIR, settings.RECORDS_DIR);
  const progress = createMeasuringProgress(process.stderr);
  const measured: MeasuredQuality[] = [];

  for (const entry of agencies) {
    const subgraph = await loadSubgraph(settings.SUPERGRAPH_CONFIG, entry);
    if (subgraph.qualityFile === null) continue;
    const { databases } = openRuleFile(subgraph.qualityFile, qualityFile);
    const askExchange = asking(subgraph.name);
    const storage = { dataDir: settings.DATA_DIR, databaseUrl: settings.DATABASE_URL };
    const database = await openDatabase(subgraph, storage, readSeed);
    try {
      const findings = keepFindings(database, subgraph.name, today);
      for (const rules of databases) {
        const report: QualityReport = await measureDatabase(rules, {
          database,
          agency: subgraph.name,
          today,
          askMatches: askMatchesOf(askExchange),
          onFinding: (finding) => {
            findings.add(finding);
            onFinding({ agency: subgraph.name, ...finding });
          },
          onRows: (count) => progress.count(rules.id, count),
        });
        const use = await sharedUse(subgraph.name, rules.id, askExchange);
        await reportQuality(askExchange, report, use);
        measured.push({ ...report, agency: subgraph.name, use });
      }
      await findings.save();
    } finally {
      await database.destroy();
    }
  }
  progress.clear();
  return measured;
}

/** Before anything is measured: what cannot be written would be found out by the first finding. */
function openFindings(file: string): WriteStream {
  try {
    return createWriteStream(file, { fd: openSync(file, 'w') });
  } catch (error) {
    throw new StartError('BAD_ARGUMENT', `--findings cannot be written (${(error as Error).message}).`);
  }
}

function chosen({ SUPERGRAPH_CONFIG }: Settings, only: readonly string[]): ListedSubgraph[] {
  const list = readSupergraphList(SUPERGRAPH_CONFIG);
  const unknown = only.find((name) => !list.some((entry) => entry.name === name));
  if (unknown !== undefined) {
    const names = list.map(({ name }) => name).join(', ');
    throw new StartError(
      'UNKNOWN_AGENCY',
      `There is no subgraph "${unknown}". The ${list.length} are: ${names}.`,
    );
  }
  return list.filter(({ name }) => only.length === 0 || only.includes(name));
}
