import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const PEERS_FOLDER = join(import.meta.dirname, 'peers');

/** Installs the gateways that are no dependency of ours into a folder of their own; says why, where it cannot. */
export async function installPeers(say: (line: string) => void): Promise<string | null> {
  if (existsSync(join(PEERS_FOLDER, 'node_modules', '.package-lock.json'))) return null;
  say('Installing the peers into scripts/bench/engine/peers, once: about 75 MB …');
  const child = spawn('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'], {
    cwd: PEERS_FOLDER,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await once(child, 'exit').then(
    ([exitCode]) => exitCode as number | null,
    (error: Error) => error.message,
  );
  return code === 0 ? null : `npm ci in scripts/bench/engine/peers ended with ${code}`;
}
