import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { openSync, closeSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLedger, type Ledger } from '@lienthong/gateway/audit/ledger';
import { createPseudonymizer } from '@lienthong/gateway/audit/pseudonym';
import type { Receipt } from '@lienthong/gateway/audit/receipt';
import { newReceiptId } from '@lienthong/gateway/audit/receipt-id';
import { ledgerFile, openSqliteStore } from '@lienthong/gateway/audit/store/sqlite-store';
import { wholeNumber } from '@lienthong/shared/environment';
import { runCommand } from '@lienthong/shared/errors';
import { openSigningKey } from '@lienthong/shared/identity/keys';
import { badArgument, readArguments } from '../read-arguments.ts';
import { describeMachine } from './machine.ts';
import { show, spreadOf } from './spread.ts';

const HELP = `Measures the ledger on this machine: what a durable receipt costs, and how long a whole log takes to verify.

  npx tsx scripts/bench/ledger.ts                      a log of a million receipts: some minutes, 4 GB in the temporary files
  npx tsx scripts/bench/ledger.ts --receipts 100000    a smaller one

Receipts are written through the ledger as a gateway writes them. Verifying is the command itself, in a process of its
own; its memory is the most that was resident.
`;

const CALL = 'npx tsx scripts/bench/ledger.ts';
const CLIENTS = [1, 4, 16, 64];
const PER_CLIENTS = 2_000;
const BULK = 1_000;

const pseudonymOf = createPseudonymizer(Buffer.alloc(32, 1));
const operations = ['Referral', 'BirthRegistration', 'LandTransfer', 'TaxRefund'].map((name) => ({
  name,
  hash: createHash('sha256').update(name).digest('hex'),
}));
let made = 0;
let lastId = '';

await runCommand(async () => {
  const { values } = readArguments(CALL, { receipts: { type: 'string', default: '1000000' } });
  if (values.help) return void process.stdout.write(HELP);
  const receipts = wholeNumber(0).safeParse(values.receipts);
  if (!receipts.success)
    throw badArgument(CALL, `--receipts ${receipts.error.issues[0]!.message}, not "${values.receipts}".`);
  const folder = mkdtempSync(join(tmpdir(), 'lienthong-bench-'));
  try {
    say(describeMachine());
    await measureAppending(folder, receipts.data);
    const store = ledgerFile(folder, 'bench');
    const lines = join(folder, 'bench.jsonl');
    say(`\nthe log: ${megabytes(statSync(store).size)} as a store`);
    await measureCommand(folder, 'export', ['export', store], lines);
    say(`         ${megabytes(statSync(lines).size)} as lines`);
    await measureCommand(
      folder,
      'verify the lines',
      ['verify', lines],
      null,
      'bar 60 s, 300 MB for 1,000,000',
    );
    await measureCommand(folder, 'verify the store and its tables', ['verify', store]);
    await measureCommand(folder, 'prove one receipt', ['prove', lastId]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

async function measureAppending(dataDir: string, count: number): Promise<void> {
  const store = openSqliteStore(ledgerFile(dataDir, 'bench'));
  const ledger = await openLedger({ store, replica: 'bench', key: await openSigningKey(dataDir) });
  say('\na durable receipt, each client asking again once it is answered:');
  await appendBy(ledger, 64, PER_CLIENTS);
  let written = PER_CLIENTS;
  for (const clients of CLIENTS) {
    const cpu = process.cpuUsage();
    const startedAt = performance.now();
    const waits = await appendBy(ledger, clients, PER_CLIENTS);
    const seconds = (performance.now() - startedAt) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    written += waits.length;
    say(
      `  ${String(clients).padStart(3)} clients   ${Math.round(waits.length / seconds)} a second   ` +
        `waits ${show(spreadOf(waits), 2)} ms   CPU ${((user + system) / waits.length).toFixed(0)} µs each`,
    );
  }
  const startedAt = performance.now();
  const rest = Math.max(0, count - written);
  await appendBy(ledger, BULK, rest);
  if (rest > 0) say(`  the other ${rest} in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  await ledger.close();
}

/** So many clients, each asking again as soon as it is answered. Returns how long each waited, in milliseconds. */
async function appendBy(ledger: Ledger, clients: number, count: number): Promise<number[]> {
  const waits: number[] = [];
  let left = count;
  const client = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const receipt = nextReceipt();
      const startedAt = performance.now();
      await ledger.append(receipt);
      waits.push(performance.now() - startedAt);
      lastId = receipt.id;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return waits;
}

/** An exchange as most are: one person, two agencies, a field refused. */
function nextReceipt(): Receipt {
  const at = Date.now();
  made += 1;
  const asked = (agency: string, given: string[], refused: Receipt['agencies'][number]['refused']) => ({
    agency,
    asked: [...given, ...refused.map(({ field }) => field)],
    given,
    refused,
    grants: [{ id: `${agency}-moh-referral`, basis: ['D278/2025 Art 4(2)'] }],
    rowCount: 1,
  });
  return {
    id: newReceiptId(at),
    time: new Date(at).toISOString(),
    replica: 'bench',
    caller: {
      kind: 'AGENCY',
      agency: 'moh',
      system: 'his',
      officer: pseudonymOf('Officer', String(made % 500)),
      citizen: null,
    },
    purpose: 'health-referral',
    procedure: '1.002',
    caseId: `HS-${made}`,
    operation: operations[made % operations.length]!,
    ruleSetHash: 'b'.repeat(64),
    agencies: [
      asked(
        'mps',
        ['Citizen.fullName', 'Citizen.dateOfBirth'],
        [{ field: 'Citizen.address', reason: 'NO_GRANT' }],
      ),
      asked('moj', ['BirthRegistration.registeredOn'], []),
    ],
    subjects: [pseudonymOf('Citizen', String(made % 100_000))],
    outcome: 'PARTIAL',
    sealedUntil: null,
  };
}

/** Runs the ledger command by itself and says how long it took and how much memory it held at most. */
async function measureCommand(
  dataDir: string,
  title: string,
  args: readonly string[],
  output: string | null = null,
  bar = '',
): Promise<void> {
  const stdout = output ? openSync(output, 'w') : 'ignore';
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/ledger.ts', ...args], {
    env: { ...process.env, DATA_DIR: dataDir },
    stdio: ['ignore', stdout, 'inherit'],
  });
  let most = 0;
  const watching = setInterval(() => (most = Math.max(most, peakOf(child.pid!))), 50);
  const [code] = (await once(child, 'exit')) as [number];
  clearInterval(watching);
  if (typeof stdout === 'number') closeSync(stdout);
  if (code !== 0) throw new Error(`${title} ended with code ${code}.`);
  const seconds = (performance.now() - startedAt) / 1000;
  say(`  ${title.padEnd(34)} ${seconds.toFixed(1)} s   ${most} MB   ${bar}`.trimEnd());
}

/** The most memory that was resident, in megabytes; 0 where the system does not say. */
function peakOf(pid: number): number {
  try {
    return Math.round(
      Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024,
    );
  } catch {
    return 0;
  }
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 ** 2)} MB`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
