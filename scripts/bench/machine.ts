import { cpus, totalmem } from 'node:os';

/** What was measured on: figures without it mean nothing. */
export function describeMachine(): string {
  const [first] = cpus();
  const gigabytes = Math.round(totalmem() / 1024 ** 3);
  return `${cpus().length} × ${first?.model.trim() ?? 'unknown processor'}, ${gigabytes} GB, Node ${process.version}, ${process.platform} ${process.arch}`;
}
