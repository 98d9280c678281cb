import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryFolder {
  readonly path: string;
  readonly remove: () => void;
}

/** A folder of a test's own; what it leaves behind is the test's to remove. */
export function temporaryFolder(): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), 'lienthong-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
