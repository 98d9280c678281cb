/*
 * Loaded into the gateway before it starts: tells the parent what memory it holds once everything nobody needs is gone.
 */

/** Megabytes. */
export interface Held {
  readonly heap: number;
  /** Outside the heap: what came over the wire. */
  readonly buffers: number;
  readonly resident: number;
}

const MEGABYTE = 1024 ** 2;

// Processes that the gateway starts load this too, and are asked other things.
if (process.argv[1]!.endsWith('gateway/src/main.ts')) {
  process.on('message', () => {
    // What is freed by one collection may let go of more.
    for (let time = 0; time < 3; time += 1) globalThis.gc!();
    const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
    process.send!({ heap: heapUsed / MEGABYTE, buffers: arrayBuffers / MEGABYTE, resident: rss / MEGABYTE });
  });
  // It is the gateway that decides how long to run.
  process.channel?.unref();
}
