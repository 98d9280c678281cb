import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSupergraphList } from '@lienthong/shared/supergraph-list';
import { startDeployment } from '../deployment.ts';
import { freePorts } from '../free-ports.ts';
import { openExchange, type Exchange } from '../use-cases/exchange.ts';

export interface DemoCountry extends Exchange {
  readonly url: string;
  stop(): Promise<void>;
}

/** Whoever waits longer than this is told what for. */
const PATIENCE_MS = 2_000;

/** Everything in this process, on free ports and with data of its own, for as long as the demo takes. */
export async function startCountry(starting: string): Promise<DemoCountry> {
  const folder = mkdtempSync(join(tmpdir(), 'lienthong-demo-'));
  const port = await freePorts(1 + readSupergraphList('supergraph.yaml').length);
  const { PATH, HOME } = process.env;
  const variables = {
    ...{ PATH, HOME },
    GATEWAY_PORT: `${port}`,
    SUBGRAPH_PORT_BASE: `${port + 1}`,
    DATA_DIR: folder,
    LOG_LEVEL: 'warn',
  };
  const waiting = showWaiting(starting);
  try {
    const deployment = await startDeployment(variables, waiting.onReady);
    const { url } = deployment.gateway;
    return {
      ...(await openExchange(url, variables)),
      url,
      stop: async () => {
        await deployment.stop();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  } finally {
    waiting.end();
  }
}

/** A line that counts, where somebody watches; one line otherwise. */
function showWaiting(text: string) {
  const { stderr } = process;
  let shown = false;
  const timer = setTimeout(() => {
    shown = true;
    stderr.write(stderr.isTTY ? `${text}` : `${text}\n`);
  }, PATIENCE_MS);
  return {
    onReady: (name: string, done: number, of: number) => {
      if (shown && stderr.isTTY) stderr.write(`\r\u001b[K${text} ${done}/${of} ${name}`);
    },
    end: () => {
      clearTimeout(timer);
      if (shown && stderr.isTTY) stderr.write('\r\u001b[K');
    },
  };
}
