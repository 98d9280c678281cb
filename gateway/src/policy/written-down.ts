import type { ExchangeContext } from '../exchange-context.ts';
import type { PartAnswer } from '../execution/deferring/answer-parts.ts';

/** Gives each part away when its exchange is written down: with a receipt of its own, or in that of what it belongs to. */
export async function* writtenDown(
  parts: AsyncIterable<PartAnswer>,
  writeDown: (exchange: ExchangeContext, answered: boolean) => Promise<void>,
): AsyncGenerator<PartAnswer, void, void> {
  for await (const part of parts) {
    if (!part.exchange.told)
      await writeDown(
        part.exchange,
        part.told.some(({ json }) => json !== null),
      );
    yield part;
  }
}
