import { createLog, type Logger } from '@lienthong/shared/log';
import { pino } from 'pino';

export const silent = createLog('silent', 'test');

/** A log that keeps what it is told. */
export function keptLog(): { readonly log: Logger; readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  const write = (line: string): void => {
    lines.push(JSON.parse(line) as LogLine);
  };
  return { log: pino({ level: 'trace', formatters: { level: (level) => ({ level }) } }, { write }), lines };
}

export type LogLine = Readonly<Record<string, unknown>> & { readonly level: string; readonly msg: string };
