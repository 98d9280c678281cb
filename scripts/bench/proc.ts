import { readFileSync } from 'node:fs';

/** Linux counts the processor time of a process in hundredths of a second. */
const TICK_MS = 10;

/** Milliseconds of processor time a process has used, its threads included; null where the system does not say. */
export function cpuOf(pid: number): number | null {
  const fields = readOf(pid, 'stat')
    ?.replace(/^.*\) /, '')
    .split(' ');
  return fields ? (Number(fields[11]) + Number(fields[12])) * TICK_MS : null;
}

/** Milliseconds a process wanted to run while others had its core; null where the system does not say. */
export function keptWaiting(pid: number): number | null {
  const nanoseconds = readOf(pid, 'schedstat')?.split(' ')[1];
  return nanoseconds ? Number(nanoseconds) / 1e6 : null;
}

/** Resident memory in megabytes; null where the system does not say. */
export function memoryOf(pid: number): number | null {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readOf(pid, 'status') ?? '')?.[1];
  return kilobytes ? Math.round(Number(kilobytes) / 1024) : null;
}

function readOf(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return null;
  }
}
