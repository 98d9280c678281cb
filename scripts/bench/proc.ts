import { readdirSync, readFileSync } from 'node:fs';

/**
 * Milliseconds of processor time the threads of a process have used; null where the system does not say. What Linux counts
 * of a process as a whole comes in hundredths of a second, which is longer than many a round.
 */
export function cpuOf(pid: number): number | null {
  const nanoseconds = threadsOf(pid).map((thread) =>
    Number(readOf(pid, `task/${thread}/schedstat`)?.split(' ')[0] ?? 0),
  );
  return nanoseconds.length > 0 ? nanoseconds.reduce((sum, each) => sum + each, 0) / 1e6 : null;
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

/** Milliseconds a process wanted to run while others had its core; null where the system does not say. */
export function keptWaiting(pid: number): number | null {
  const nanoseconds = readOf(pid, 'schedstat')?.split(' ')[1];
  return nanoseconds ? Number(nanoseconds) / 1e6 : null;
}

/** Resident memory in megabytes, with what processes it started have to themselves; null where the system does not say. */
export function memoryOf(pid: number): number | null {
  const own = /^VmRSS:\s+(\d+)/m.exec(readOf(pid, 'status') ?? '')?.[1];
  if (!own) return null;
  const started = (readOf(pid, `task/${pid}/children`) ?? '')
    .split(' ')
    .flatMap((child) => Number(child) || []);
  const kilobytes = started.map(privateOf).reduce((sum, each) => sum + each, Number(own));
  return Math.round(kilobytes / 1024);
}

/** In kilobytes: program text is shared with the process that started it. */
const privateOf = (pid: number): number =>
  [...(readOf(pid, 'smaps_rollup') ?? '').matchAll(/^Private_\w+:\s+(\d+)/gm)]
    .map(([, kilobytes]) => Number(kilobytes))
    .reduce((sum, each) => sum + each, 0);

function readOf(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return null;
  }
}
