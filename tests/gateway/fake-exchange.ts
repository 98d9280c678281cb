import { readGatewayConfig, startGateway, type RunningGateway } from '@lienthong/gateway';
import { findReceipts } from '@lienthong/gateway/audit/find-receipts';
import type { Receipt } from '@lienthong/gateway/audit/receipt';
import { ledgerFile, readSqliteStore } from '@lienthong/gateway/audit/store/sqlite-store';
import type { CallerClaims } from '@lienthong/gateway/authentication/claims';
import { openDevelopmentIssuer } from '@lienthong/gateway/authentication/development-issuer';
import { temporaryFolder } from '../support/folder.ts';
import { keptLog, type LogLine } from '../support/log.ts';
import { PLANNED_HERE } from '../support/planned-here.ts';
import { startFakeAgency, type FakeAgency } from './fake-agency.ts';

/** A whole gateway, with rules, seals and receipts, over one fake that stands where every agency should. */
export interface FakeExchange {
  readonly gateway: RunningGateway;
  readonly agency: FakeAgency;
  readonly lines: readonly LogLine[];
  /** The headers by which somebody says who asks. */
  callerOf(claims: CallerClaims): Promise<Record<string, string>>;
  /** What the log holds, newest first. */
  receipts(): Promise<readonly Receipt[]>;
  stop(): Promise<void>;
  /** What is left to do where the gateway was stopped already. */
  remove(): Promise<void>;
}

/** `urls` says of agencies, by name, where they stand in place of the fake. */
export async function startFakeExchange(
  variables: Record<string, string> = {},
  urls: Readonly<Record<string, string>> = {},
): Promise<FakeExchange> {
  const folder = temporaryFolder();
  const kept = keptLog();
  const agency = await startFakeAgency(() => {});
  const config = readGatewayConfig({
    ...PLANNED_HERE,
    DATA_DIR: folder.path,
    LAW_DIR: 'law',
    SUBGRAPH_URL: `${agency.url}?{name}`,
    ...variables,
  });
  const agencies = config.agencies.map(({ name, url }) => ({ name, url: urls[name] ?? url }));
  const gateway = await startGateway({ ...config, agencies, port: 0 }, kept.log);
  const { audience, development } = config.authentication!;
  const issuer = await openDevelopmentIssuer({ ...development!, audience });
  const remove = async (): Promise<void> => {
    await agency.close();
    folder.remove();
  };
  return {
    gateway,
    agency,
    lines: kept.lines,
    callerOf: async (claims) => ({ authorization: `Bearer ${await issuer.sign(claims, 600, Date.now())}` }),
    receipts: async () => {
      const store = readSqliteStore(ledgerFile(config.dataDir, config.replica));
      const { items } = await findReceipts([store], {}, Date.now(), { first: 1_000 });
      await store.close();
      return items;
    },
    stop: async () => {
      await gateway.stop();
      await remove();
    },
    remove,
  };
}

/** A process that is started on a busy machine takes its time. */
const GIVE_UP_AFTER = 30_000;

/** Waits until something is so, and looks more rarely the longer it takes; fails where it never comes true. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + GIVE_UP_AFTER;
  for (let pause = 5; !(await holds()); pause = Math.min(2 * pause, 100)) {
    if (Date.now() > giveUpAt) throw new Error(`It never came true: ${String(holds)}`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
