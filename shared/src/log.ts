import { pino, type Logger } from 'pino';

export type { Logger };

/**
 * One JSON object a line, on standard error so that a command's own output stays clean.
 * Logs hold names, counts, codes and durations: never a token, a seal or a value of a record.
 */
export function createLog(level: string, name: string): Logger {
  return pino(
    {
      level,
      base: { name },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: ['req.headers', 'headers', 'authorization', 'seal', 'token'], remove: true },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}
