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
