import { randomUUID } from 'node:crypto';

/** W3C Trace Context of one request. https://www.w3.org/TR/trace-context/ */
export interface TraceContext {
  readonly traceId: string;
  readonly traceparent: string;
  readonly tracestate?: string;
}

const TRACEPARENT = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/;
/** Node gathers chance for these in advance: bytes by themselves cost thirty times as much. */
const newTraceId = (): string => randomUUID().replaceAll('-', '');
/** Eight bytes of those that are chance alone. */
function newSpanId(): string {
  const uuid = randomUUID();
  return uuid.slice(0, 4) + uuid.slice(24);
}

/** Sampled and random: the flags this version knows. Any other is not passed on. */
const KNOWN_FLAGS = 0b11;
const ZEROES = /^0+$/;

/**
 * Continues the caller's trace with a span of our own, or begins a new trace where none, or a malformed one, was
 * given. `tracestate` is passed on only together with a valid `traceparent`.
 */
export function continueTrace(traceparent: string | undefined, tracestate?: string): TraceContext {
  const spanId = newSpanId();
  if (traceparent === undefined) return beginTrace(spanId);
  const [, version, traceId, parentId, flags, future] = TRACEPARENT.exec(traceparent) ?? [];
  if (
    !version ||
    !traceId ||
    !parentId ||
    version === 'ff' ||
    (version === '00' && future) ||
    ZEROES.test(traceId) ||
    ZEROES.test(parentId)
  )
    return beginTrace(spanId);
  const passedOn = (Number.parseInt(flags!, 16) & KNOWN_FLAGS).toString(16).padStart(2, '0');
  return { traceId, traceparent: `00-${traceId}-${spanId}-${passedOn}`, tracestate };
}

function beginTrace(spanId: string): TraceContext {
  const traceId = newTraceId();
  return { traceId, traceparent: `00-${traceId}-${spanId}-01` };
}
