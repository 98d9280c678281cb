import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import type { LedgerStore } from '@lienthong/gateway/audit/ledger-store';
import { lineOf } from '@lienthong/gateway/audit/log-lines';
import { openLogFile, openLogsOf, type LogSource } from '@lienthong/gateway/audit/log-source';
import { checkProof, proveReceipt } from '@lienthong/gateway/audit/prove';
import {
  newestCheckpoint,
  partOfTime,
  readLog,
  type LogPart,
} from '@lienthong/gateway/audit/store/log-store';
import { SeenIds } from '@lienthong/gateway/audit/verify/seen-ids';
import { verifyIndex } from '@lienthong/gateway/audit/verify/verify-index';
import { verifyLog, type LogVerdict, type VerifyOptions } from '@lienthong/gateway/audit/verify-log';
import { readSettings } from '@lienthong/shared/environment';
import { StartError } from '@lienthong/shared/errors';
import { publicKeysFile } from '@lienthong/shared/identity/keys';
import type { JWK } from 'jose';

const HELP = `Sổ cái trao đổi / the ledger of exchanges: every receipt, provable without trusting whoever keeps it.

  npm run ledger -- verify [log …]          every entry of every log against the signed checkpoints; names the first that
                                            was altered, dropped, inserted, moved, repeated, cut off or forked
  npm run ledger -- prove <receipt id>      a proof that the receipt stands in its log, as JSON
  npm run ledger -- check-proof <file>      whether such a proof holds
  npm run ledger -- export [log]            a log as JSON lines: a receipt each, hashes and checkpoints between them
  npm run ledger -- checkpoint [log …]      the newest checkpoint of each log, to be kept elsewhere

A log is a file: .sqlite as a gateway keeps it, or lines as exported. Without one, all logs of DATA_DIR (./data) and of
DATABASE_URL, where it is set, are taken.

  --keys <file>        the gateways' public keys, a JWK Set (DATA_DIR/keys/gateway.jwks.json)
  --kept <file>        verify: a checkpoint kept elsewhere; against it no log can be cut off or rewritten. Repeatable
  --json               verify: the verdicts as JSON
  --from, --to <time>  export: ISO 8601, such as 2026-01-31T00:00:00+07:00; widened to the checkpoints around it
  --withhold-sealed    export: entries that are sealed now by their hash alone; the log verifies all the same

Exit code 0: everything holds. 1: something was found wrong. 2: it could not be done.
`;

const options = {
  keys: { type: 'string' },
  kept: { type: 'string', multiple: true, default: [] as string[] },
  json: { type: 'boolean', default: false },
  from: { type: 'string' },
  to: { type: 'string' },
  'withhold-sealed': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

type Arguments = ReturnType<typeof readArguments>;

const commands: Readonly<Record<string, (given: Arguments) => Promise<void>>> = {
  verify,
  prove,
  'check-proof': check,
  export: exportLog,
  checkpoint: printCheckpoints,
};

class BadArgument extends StartError {
  constructor(message: string) {
    super('BAD_ARGUMENT', `${message} See npm run ledger -- --help`);
  }
}

const CANNOT_BE_DONE = 2;

try {
  const given = readArguments();
  const command = commands[given.command];
  if (given.help || given.command === '') process.stdout.write(HELP);
  else if (command) await command(given);
  else
    throw new BadArgument(
      `There is no command "${given.command}": ${Object.keys(commands).join(', ')} there are`,
    );
} catch (error) {
  // Whoever reads the output may stop reading it.
  if ((error as NodeJS.ErrnoException).code !== 'EPIPE') {
    process.stderr.write(
      error instanceof StartError ? `${error.code}: ${error.message}\n` : `${(error as Error).stack}\n`,
    );
    process.exitCode = CANNOT_BE_DONE;
  }
}

async function verify({ logs, keys, kept, json }: Arguments): Promise<void> {
  const against = { keys: readKeys(keys), kept: kept.flatMap(readCheckpoints), seen: new SeenIds() };
  const verdicts: LogVerdict[] = [];
  for (const source of await openLogs(logs)) verdicts.push(await verifySource(source, against));
  process.stdout.write(json ? `${JSON.stringify(verdicts, null, 2)}\n` : verdicts.map(tell).join(''));
  if (verdicts.some(({ finding }) => finding)) process.exitCode = 1;
}

async function verifySource(
  source: LogSource,
  against: Pick<VerifyOptions, 'keys' | 'kept' | 'seen'>,
): Promise<LogVerdict> {
  const { name, store } = source;
  const progress = showProgress(name);
  try {
    const verdict = await verifyLog(source.items(), { ...against, name, onProgress: progress.at });
    const hidden = !verdict.finding && store ? await verifyIndex(store, verdict.log, progress.at) : null;
    return hidden ? { ...verdict, finding: hidden } : verdict;
  } catch (error) {
    throw new StartError('LOG_UNREADABLE', `${name} cannot be read as a log: ${(error as Error).message}.`);
  } finally {
    progress.end();
    await source.close();
  }
}

function tell({ log, entries, checkpoints, withheld, finding }: LogVerdict): string {
  if (finding) return `✘ ${finding.code}\n  ${finding.message.vi}\n  ${finding.message.en}\n`;
  const sealed = withheld > 0 ? ` (${withheld} niêm phong / sealed)` : '';
  return `✔ ${log}: ${entries} mục${sealed}, ${checkpoints} mốc ký, tất cả đều khớp / ${entries} entries, ${checkpoints} checkpoints, all hold\n`;
}

async function prove({ logs: [receiptId, ...logs] }: Arguments): Promise<void> {
  if (!receiptId) throw new BadArgument('Which receipt is to be proven?');
  for (const source of await openLogs(logs)) {
    const proof = source.store && (await proveReceipt(source.store, receiptId));
    await source.close();
    if (proof) {
      process.stdout.write(`${JSON.stringify(proof, null, 2)}\n`);
      return;
    }
  }
  throw new StartError('NO_SUCH_RECEIPT', `No log in a gateway's store holds a receipt ${receiptId}.`);
}

async function check({ logs: [file], keys }: Arguments): Promise<void> {
  if (!file) throw new BadArgument('Which file holds the proof?');
  const verdict = checkProof(parseJson(readText(file)), readKeys(keys));
  if (verdict.holds) {
    const { checkpoint, index, receipt } = verdict;
    const place = `${index} / ${checkpoint.size}, ${checkpoint.origin}`;
    process.stdout.write(
      `✔ Biên nhận nằm trong nhật ký đã ký / the receipt stands in the signed log: ${place}\n`,
    );
    process.stdout.write(`${JSON.stringify(receipt, null, 2)}\n`);
    return;
  }
  process.stdout.write(`✘ ${verdict.code}\n  ${verdict.message.vi}\n  ${verdict.message.en}\n`);
  process.exitCode = 1;
}

async function exportLog({ logs, from, to, withholdSealed }: Arguments): Promise<void> {
  const sources = await openLogs(logs);
  const [source] = sources;
  if (sources.length > 1)
    throw new BadArgument(`Which log? There are ${sources.map(({ name }) => name).join(', ')}.`);
  if (!source?.store) throw new BadArgument(`${source?.name} is exported already.`);

  const time = { from: readTime('--from', from), to: readTime('--to', to) };
  const part: LogPart | null =
    from === undefined && to === undefined ? { from: 0 } : await partOfTime(source.store, time);
  if (!part) throw new StartError('NOTHING_THERE', `${source.name} holds no receipt of that time.`);
  const withholdAt = withholdSealed ? new Date().toISOString() : undefined;
  const progress = showProgress(source.name);
  await pipeline(Readable.from(linesOf(source.store, { ...part, withholdAt }, progress.at)), process.stdout, {
    end: false,
  });
  progress.end();
  await source.close();
}

/** Lines in pieces of some size: writing each by itself would take longer than reading it. */
async function* linesOf(
  store: LedgerStore,
  part: LogPart,
  onProgress: (entries: number) => void,
): AsyncGenerator<string> {
  let lines: string[] = [];
  let entries = 0;
  for await (const item of readLog(store, part)) {
    lines.push(lineOf(item));
    if (item.kind === 'receipt') onProgress((entries += 1));
    if (lines.length < 500) continue;
    yield `${lines.join('\n')}\n`;
    lines = [];
  }
  if (lines.length > 0) yield `${lines.join('\n')}\n`;
}

async function printCheckpoints({ logs }: Arguments): Promise<void> {
  for (const source of await openLogs(logs)) {
    const note = source.store && (await newestCheckpoint(source.store));
    if (note) process.stdout.write(`${note}\n`);
    await source.close();
  }
}

async function openLogs(files: readonly string[]): Promise<LogSource[]> {
  const { DATA_DIR, DATABASE_URL } = readSettings(process.env);
  return files.length > 0 ? files.map(openLogFile) : openLogsOf(DATA_DIR, DATABASE_URL);
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options });
    const [command = '', ...logs] = positionals;
    return { ...values, withholdSealed: values['withhold-sealed'], command, logs };
  } catch (error) {
    throw new BadArgument(`${(error as Error).message}.`.replace('..', '.'));
  }
}

function readKeys(file = publicKeysFile(readSettings(process.env).DATA_DIR)): JWK[] {
  const { keys } = (parseJson(readText(file)) ?? {}) as { readonly keys?: unknown };
  if (Array.isArray(keys) && keys.length > 0) return keys as JWK[];
  throw new BadArgument(`${file} is no set of public keys (RFC 7517).`);
}

/** A file of one or more checkpoints: each ends with its signatures, and an empty line parts it from the next. */
function readCheckpoints(file: string): string[] {
  const notes = readText(file).match(/[^\n]+\n\d+\n[^\n]+\n(?:[^\n]+\n)*\n(?:\u2014 [^\n]+\n)+/gu);
  if (notes) return notes;
  throw new BadArgument(`${file} holds no checkpoint.`);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new BadArgument(`${file} cannot be read.`);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readTime(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = Date.parse(text);
  if (Number.isNaN(time) || time < 0)
    throw new BadArgument(`${option} ${text} is no time such as 2026-01-31T00:00:00+07:00.`);
  return time;
}

/** For who waits at a terminal. */
function showProgress(name: string) {
  const shown = process.stderr.isTTY;
  let shownAt = 0;
  return {
    at: (entries: number): void => {
      if (!shown || performance.now() - shownAt < 200) return;
      shownAt = performance.now();
      process.stderr.write(`\r\u001b[K  ${name}: ${entries}`);
    },
    end: (): void => {
      if (shown) process.stderr.write('\r\u001b[K');
    },
  };
}
