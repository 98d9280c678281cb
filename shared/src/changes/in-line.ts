/** Lets one piece of work begin only when the one before it has ended, well or badly. */
export function inLine(): <T>(work: () => Promise<T>) => Promise<T> {
  let before: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = before.then(work);
    before = mine.catch(() => null);
    return mine;
  };
}
