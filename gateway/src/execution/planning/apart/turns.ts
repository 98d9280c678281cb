/**
 * Does one piece of work after the other, in the order they came. One that has waited longer than `mostMs` is given up, with
 * what `tooLong` makes.
 */
export function createTurns(mostMs: number, tooLong: () => Error) {
  const waiting: (() => void)[] = [];
  let busy = false;

  const turn = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const begin = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(begin), 1);
        reject(tooLong());
      }, mostMs);
      waiting.push(begin);
    });

  return async <Done>(work: () => Promise<Done>): Promise<Done> => {
    if (busy) await turn();
    busy = true;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else busy = false;
    }
  };
}
