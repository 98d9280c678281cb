import type { Logger } from './log.ts';

/**
 * On SIGTERM or SIGINT: stop taking requests, answer those under way, close, exit 0. What has not finished when the
 * grace is over is cut off, with exit code 1. A second signal does not wait.
 */
export function stopOnSignal(stop: () => Promise<void>, graceMs: number, log: Logger): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal, graceMs }, 'draining');
    setTimeout(() => {
      log.error('the grace is over: requests were cut off');
      process.exit(1);
    }, graceMs).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}
