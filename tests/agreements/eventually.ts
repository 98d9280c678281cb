/** Asks until what is expected holds, within `ms`: one second, as changes have to be felt within one. */
export async function eventually(expectation: () => void, ms = 1_000): Promise<void> {
  const end = performance.now() + ms;
  for (;;) {
    try {
      return expectation();
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

/** The same for what has to be asked for: the answer is the expected one before a second has passed. */
export async function eventuallyAsked(ask: () => Promise<unknown>, expected: unknown): Promise<void> {
  const end = performance.now() + 1_000;
  let answer = await ask();
  while (answer !== expected && performance.now() < end) answer = await ask();
  if (answer !== expected) throw new Error(`${String(answer)} after a second; expected ${String(expected)}.`);
}
