import { parseArgs } from 'node:util';
import { readSettings } from '@lienthong/shared/environment';
import { runCommand, StartError } from '@lienthong/shared/errors';
import { loadSubgraph } from '@lienthong/shared/load-subgraphs';
import { createLog } from '@lienthong/shared/log';
import { stopOnSignal } from '@lienthong/shared/shutdown';
import { openGrounds, serveBySettings } from '@lienthong/shared/subgraph-process';
import { readSupergraphList, type ListedSubgraph } from '@lienthong/shared/supergraph-list';

const HELP = `Runs one agency's subgraph alone: its own database, port and explorer page.

  npm run subgraph -- moj
  npm run subgraph -- moj --port 5000 --open

  --port N   where it listens; its place in supergraph.yaml above SUBGRAPH_PORT_BASE (4101) otherwise
  --open     accept calls without the gateway's seal: for development, never where anyone else can reach it
  --help     this text

Settings come from the environment: DATA_DIR (./data), DATABASE_URL (PostgreSQL in place of the SQLite file),
GATEWAY_JWKS (file or URL of the gateway's public keys), LAW_DIR (./law), REDIS_URL (counts quotas across replicas and
restarts; in memory otherwise), HOST, INTROSPECTION, LOG_LEVEL, SHUTDOWN_GRACE_MS.
`;

await runCommand(async () => {
  const { name, port, open, help } = readArguments();
  if (help) {
    process.stdout.write(HELP);
    return;
  }
  const settings = readSettings(process.env);
  const entry = findEntry(readSupergraphList(settings.SUPERGRAPH_CONFIG), name);
  const log = createLog(settings.LOG_LEVEL, entry.name);
  const subgraph = await loadSubgraph(settings.SUPERGRAPH_CONFIG, entry);
  if (open) process.stderr.write(openWarning(entry.name));

  const place = { port: port ?? settings.SUBGRAPH_PORT_BASE + entry.position, open };
  const grounds = await openGrounds(settings, log);
  const running = await serveBySettings(subgraph, grounds, settings, place, log);
  process.stdout.write(
    `${entry.name} answers at ${running.url}, its explorer is at ${new URL('/', running.url).href}\n`,
  );
  const stop = async (): Promise<void> => {
    await running.stop();
    await grounds.usage.close();
  };
  stopOnSignal(stop, settings.SHUTDOWN_GRACE_MS, log);
});

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        port: { type: 'string' },
        open: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && (!Number.isInteger(port) || port < 1 || port > 65_535)) {
      throw new StartError('BAD_ARGUMENT', `--port takes a number from 1 to 65535, not "${values.port}".`);
    }
    if (positionals.length > 1) {
      throw new StartError(
        'BAD_ARGUMENT',
        `One subgraph at a time, not ${positionals.length}: ${positionals.join(', ')}.`,
      );
    }
    return { name: positionals[0], port, open: values.open, help: values.help };
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError('BAD_ARGUMENT', `${(error as Error).message}\n\n${HELP}`);
  }
}

function findEntry(list: readonly ListedSubgraph[], name: string | undefined): ListedSubgraph {
  const entry = list.find((each) => each.name === name);
  if (entry) return entry;
  const names = list.map((each) => each.name).join(', ');
  throw new StartError(
    'UNKNOWN_AGENCY',
    `${name ? `There is no subgraph "${name}".` : 'Say which subgraph to run.'} The ${list.length} are: ${names}.`,
  );
}

function openWarning(name: string): string {
  const lines = [
    `CẢNH BÁO / WARNING: ${name} answers calls WITHOUT the gateway's seal (--open).`,
    'Anyone who reaches its port reads its data, unrecorded. For development only.',
  ];
  const rule = '*'.repeat(Math.max(...lines.map(({ length }) => length)) + 6);
  return `\n${[rule, ...lines.map((line) => `*  ${line.padEnd(rule.length - 6)}  *`), rule].join('\n')}\n\n`;
}
