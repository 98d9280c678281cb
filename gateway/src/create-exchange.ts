import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { acceptsEvents } from '@lienthong/shared/http/events';
import { acceptsParts } from '@lienthong/shared/http/parts';
import { newReceiptId } from './audit/receipt-id.ts';
import type { ExchangeContext } from './exchange-context.ts';
import { cancel, createCancellation, type Cancellation } from './execution/cancellation.ts';

/** A request as it begins its way through the gateway. */
export function createExchange(request: FastifyRequest, { raw }: FastifyReply): ExchangeContext {
  const { caller, id, trace, headers } = request;
  const strict = wantsAllOrNothing(headers['prefer']);
  const inEvents = acceptsEvents(headers.accept);
  return {
    caller,
    from: request.from,
    callerNow() {
      return request.callerNow();
    },
    requestId: id,
    receiptId: newReceiptId(Date.now()),
    trace,
    strict,
    // All or nothing is known when all of it is.
    inParts: !strict && !inEvents && acceptsParts(headers.accept),
    inEvents,
    event: null,
    showFetches: headers['x-exchange-fetches'] === '1',
    startedAt: performance.now(),
    cancellation: cancelledBy(raw),
    ruling: null,
    told: null,
    fetches: [],
  };
}

/** The exchange of what follows an answer, or of an event: it has a receipt of its own. */
export const followingExchange = ({
  headers: _,
  turn: __,
  ...exchange
}: ExchangeContext): ExchangeContext => ({
  ...exchange,
  receiptId: newReceiptId(Date.now()),
  startedAt: performance.now(),
  told: null,
  fetches: [],
});

function cancelledBy(response: ServerResponse): Cancellation {
  const cancellation = createCancellation();
  // Who has left while they were asked who they are closes nothing any more.
  cancellation.cancelled = response.destroyed;
  response.on('close', () => {
    if (!response.writableEnded) cancel(cancellation);
  });
  return cancellation;
}

/** `Prefer: handling=strict` (RFC 7240, section 4.4); of several preferences of one name the first counts. */
function wantsAllOrNothing(prefer: string | string[] | undefined): boolean {
  if (prefer === undefined) return false;
  const preferences = [prefer].flat().join(',').split(',');
  const handling = preferences
    .map((each) => /^\s*handling\s*=\s*"?(\w+)"?/i.exec(each)?.[1])
    .find((each) => each);
  return handling?.toLowerCase() === 'strict';
}
