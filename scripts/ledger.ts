import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { logKeys } from '@lienthong/gateway/audit/checkpoint';
import type { LedgerStore } from '@lienthong/gateway/audit/ledger-store';
import { findLogKeys } from '@lienthong/gateway/audit/log-keys';
import { lineOf } from '@lienthong/gateway/audit/log-lines';
import { LogUnreadable, openLogFile, openLogsOf, type LogSource } from '@lienthong/gateway/audit/log-source';
import { checkProof, proveReceipt } from '@lienthong/gateway/audit/prove';
import {
  newestCheckpoint,
  partOfTime,
  readLog,
  type LogPart,
} from '@lienthong/gateway/audit/store/log-store';
import { missingLogs } from '@lienthong/gateway/audit/verify/missing-logs';
import { SeenIds } from '@lienthong/gateway/audit/verify/seen-ids';
import { verifyIndex } from '@lienthong/gateway/audit/verify/verify-index';
import { verifyLog, type LogVerdict, type VerifyOptions } from '@lienthong/gateway/audit/verify-log';
import { readSettings } from '@lienthong/shared/environment';
import { StartError } from '@lienthong/shared/errors';
import type { JWK } from 'jose';
import { badArgument, chosen, readArguments, refuseOthers } from './read-arguments.ts';

const HELP = `Sổ cái trao đổi / the ledger of exchanges: every receipt, provable without trusting whoever keeps it.

  npm run ledger -- verify [log …]          every entry of every log against the signed checkpoints; names the first that
                                            was altered, dropped, inserted, moved, repeated, cut off or forked
  npm run ledger -- prove <receipt id>      a proof that the receipt stands in its log, as JSON
  npm run ledger -- check-proof <file>      whether such a proof holds
  npm run ledger -- export [log]            a log as JSON lines: a receipt each, hashes and checkpoints between them
  npm run ledger -- checkpoint [log …]      the newest checkpoint of each log, to be kept elsewhere

A log is a file: .sqlite as a gateway keeps it, or lines as exported. Without one, all logs of DATA_DIR (./data) and of
DATABASE_URL, where it is set, are taken.

  --keys <file>        verify, check-proof: the gateways' public keys, a JWK Set (DATA_DIR/keys/ledger.jwks.json)
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
} as const;

type Arguments = Omit<ReturnType<typeof given>, 'command' | 'named'>;

interface Command {
  readonly run: (given: Arguments) => Promise<void>;
  readonly takes: readonly (keyof typeof options)[];
}

const commands = new Map<string, Command>([
  ['verify', { run: verify, takes: ['keys', 'kept', 'json'] }],
  ['prove', { run: prove, takes: [] }],
  ['check-proof', { run: check, takes: ['keys'] }],
  ['export', { run: exportLog, takes: ['from', 'to', 'withhold-sealed'] }],
  ['checkpoint', { run: printCheckpoints, takes: [] }],
]);

const CALL = 'npm run ledger --';
const NOTHING_READ = { from: 0, entries: 0, checkpoints: 0, withheld: 0 };
const bad = (sentence: string): StartError => badArgument(CALL, sentence);

const CANNOT_BE_DONE = 2;

process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  // Whoever reads the output may stop reading it: then there is nothing left to do.
  if (code === 'EPIPE') process.exit();
  process.stderr.write(`OUTPUT_UNWRITABLE: What was asked for cannot be written: ${message}.\n`);
  process.exit(CANNOT_BE_DONE);
});

try {
  const { command, named, ...rest } = given();
  if (rest.help || command === undefined) process.stdout.write(HELP);
  else {
    const { run, takes } = chosen(CALL, 'command', commands, command);
    refuseOthers(CALL, command, named, takes);
    await run(rest);
  }
} catch (error) {
  process.stderr.write(
    error instanceof StartError ? `${error.code}: ${error.message}\n` : `${(error as Error).stack}\n`,
  );
  process.exitCode = CANNOT_BE_DONE;
}

async function verify({ logs, keys, kept, json }: Arguments): Promise<void> {
  const notes = kept.flatMap(readCheckpoints);
  const against = { keys: readKeys(keys), kept: notes, seen: new SeenIds() };
  const verdicts: LogVerdict[] = [];
  for (const source of await openLogs(logs))
    verdicts.push(await reading(source, () => verifySource(source, against)));
  const read = verdicts.map(({ log }) => log);
  for (const finding of missingLogs(notes, read))
    verdicts.push({ ...NOTHING_READ, log: finding.log, finding });
  process.stdout.write(json ? `${JSON.stringify(verdicts, null, 2)}\n` : verdicts.map(tell).join(''));
  if (verdicts.some(({ finding }) => finding)) process.exitCode = 1;
}

async function verifySource(
  { name, store, items }: LogSource,
  against: Pick<VerifyOptions, 'keys' | 'kept' | 'seen'>,
): Promise<LogVerdict> {
  const progress = showProgress(name);
  try {
    const verdict = await verifyLog(items(), { ...against, name, onProgress: progress.at });
    const hidden = !verdict.finding && store ? await verifyIndex(store, verdict.log, progress.at) : null;
    return hidden ? { ...verdict, finding: hidden } : verdict;
  } finally {
    progress.end();
  }
}

function tell({ log, from, entries, checkpoints, withheld, finding }: LogVerdict): string {
  if (finding) return `✘ ${finding.code}\n  ${finding.message.vi}\n  ${finding.message.en}\n`;
  const sealed = withheld > 0 ? ` (${withheld} niêm phong / sealed)` : '';
  const part =
    from > 0
      ? ` (từ mục ${from}, phần trước không được đọc / from entry ${from}, what comes before was not read)`
      : '';
  return `✔ ${log}${part}: ${entries} mục${sealed}, ${checkpoints} mốc ký, tất cả đều khớp / ${entries} entries, ${checkpoints} checkpoints, all hold\n`;
}

async function prove({ logs: [receiptId, ...logs] }: Arguments): Promise<void> {
  if (!receiptId) throw bad('Which receipt is to be proven?');
  for (const source of await openLogs(logs)) {
    const proof = await reading(source, async ({ store }) => store && (await proveReceipt(store, receiptId)));
    if (proof) {
      process.stdout.write(`${JSON.stringify(proof, null, 2)}\n`);
      return;
    }
  }
  throw new StartError('NO_SUCH_RECEIPT', `No log in a gateway's store holds a receipt ${receiptId}.`);
}

async function check({ logs: [file, another], keys }: Arguments): Promise<void> {
  if (!file) throw bad('Which file holds the proof?');
  if (another !== undefined) throw bad(`One proof at a time, not "${another}" too.`);
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
  if (sources.length > 1) throw bad(`Which log? There are ${sources.map(({ name }) => name).join(', ')}.`);
  if (!source?.store) throw bad(`${source?.name} is exported already.`);

  const { name, store } = source;
  const time = { from: readTime('--from', from), to: readTime('--to', to) };
  const withholdAt = withholdSealed ? new Date().toISOString() : undefined;
  const progress = showProgress(name);
  await reading(source, async () => {
    const part: LogPart | null =
      from === undefined && to === undefined ? { from: 0 } : await partOfTime(store, time);
    if (!part) throw new StartError('NOTHING_THERE', `${name} holds no receipt of that time.`);
    const lines = Readable.from(linesOf(name, store, { ...part, withholdAt }, progress.at));
    await pipeline(lines, process.stdout, { end: false });
  }).finally(progress.end);
}

/** Lines in pieces of some size: writing each by itself would take longer than reading it. */
async function* linesOf(
  name: string,
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
  if (lines.length === 0 && entries === 0)
    throw new StartError('NOTHING_THERE', `${name} holds no receipt and no checkpoint.`);
  if (lines.length > 0) yield `${lines.join('\n')}\n`;
}

/** All of them or none: what is kept elsewhere must not miss a log without anybody knowing. */
async function printCheckpoints({ logs }: Arguments): Promise<void> {
  const notes: string[] = [];
  for (const source of await openLogs(logs)) notes.push(await reading(source, checkpointOf));
  process.stdout.write(notes.map((note) => `${note}\n`).join(''));
}

async function checkpointOf({ name, store }: LogSource): Promise<string> {
  if (!store)
    throw new StartError(
      'NO_CHECKPOINT',
      `${name} is no store of a gateway (.sqlite), and only there the newest checkpoint is known.`,
    );
  const note = await newestCheckpoint(store);
  if (note) return note;
  throw new StartError('NO_CHECKPOINT', `${name} holds no checkpoint.`);
}

/** Reads a log and closes it. What stands in the way is said of the log it is. */
async function reading<Read>(source: LogSource, read: (source: LogSource) => Promise<Read>): Promise<Read> {
  try {
    return await read(source);
  } catch (error) {
    throw error instanceof StartError ? error : new LogUnreadable(source.name, error);
  } finally {
    await source.close();
  }
}

async function openLogs(files: readonly string[]): Promise<LogSource[]> {
  const { DATA_DIR, DATABASE_URL } = readSettings(process.env);
  return files.length > 0 ? files.map(openLogFile) : openLogsOf(DATA_DIR, DATABASE_URL);
}

function given() {
  const { values, positionals, named } = readArguments(CALL, options, 'with words');
  const [command, ...logs] = positionals;
  return { ...values, withholdSealed: values['withhold-sealed'], command, named, logs };
}

function readKeys(file = findLogKeys(readSettings(process.env).DATA_DIR)): JWK[] {
  const { keys } = (parseJson(readText(file)) ?? {}) as { readonly keys?: unknown };
  if (Array.isArray(keys) && mayHaveSigned(keys as JWK[])) return keys as JWK[];
  throw bad(`${file} is no set of public keys (RFC 7517) with one that signs logs (Ed25519) in it.`);
}

function mayHaveSigned(keys: readonly JWK[]): boolean {
  try {
    return logKeys('', keys).length > 0;
  } catch {
    return false;
  }
}

/** A file of one or more checkpoints: each ends with its signatures, and an empty line parts it from the next. */
function readCheckpoints(file: string): string[] {
  const notes = readText(file).match(/[^\n]+\n\d+\n[^\n]+\n(?:[^\n]+\n)*\n(?:\u2014 [^\n]+\n)+/gu);
  if (notes) return notes;
  throw bad(`${file} holds no checkpoint.`);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw bad(`${file} cannot be read.`);
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
    throw bad(`${option} ${text} is no time such as 2026-01-31T00:00:00+07:00.`);
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
