import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartError } from '@lienthong/shared/errors';

const WANTED = ['law', 'subgraphs', 'gateway'];

/** Runs on a folder, or on what a git revision had in `law/`, `subgraphs/` and the composed graph. */
export function withRevision<T>(name: string, use: (folder: string) => T): T {
  if (existsSync(join(name, 'law'))) return use(name);
  const folder = mkdtempSync(join(tmpdir(), 'lienthong-rules-'));
  try {
    const archive = git('archive', '--format=tar', name, ...WANTED);
    execFileSync('tar', ['-x', '-C', folder], { input: archive, stdio: ['pipe', 'ignore', 'pipe'] });
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }

  function git(...args: string[]): Buffer {
    try {
      return execFileSync('git', args, { maxBuffer: 1e9, stdio: ['ignore', 'pipe', 'pipe'] });
    } catch (error) {
      const said = String((error as { stderr?: Buffer }).stderr ?? error).trim();
      throw new StartError(
        'NO_SUCH_RULES',
        `"${name}" is neither a folder with law/ in it nor a git revision with ${WANTED.join(', ')}: ${said}`,
      );
    }
  }
}
