import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../free-ports.ts';

/** Where a deployment is to run, as the environment would say it, and where it tells that it is ready. */
export async function place(dataDir: string) {
  const port = await freePorts(26);
  const variables = {
    DATA_DIR: dataDir,
    GATEWAY_PORT: `${port}`,
    SUBGRAPH_PORT_BASE: `${port + 1}`,
    LOG_LEVEL: 'warn',
  };
  return { variables, ready: `http://127.0.0.1:${port}/readyz` };
}

/** Lends a folder of the machine's temporary files, which is gone afterwards. */
export async function inFreshFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lienthong-bench-'));
  try {
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
