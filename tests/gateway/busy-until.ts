import { setImmediate as nextTurn } from 'node:timers/promises';

/** Works as hard as it can until something holds, or for so many milliseconds. */
export async function busyUntil(holds: () => boolean, most: number): Promise<void> {
  const until = performance.now() + most;
  while (!holds() && performance.now() < until) await nextTurn();
}
