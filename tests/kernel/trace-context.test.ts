import { describe, expect, it } from '@jest/globals';
import { continueTrace } from '@lienthong/shared/trace-context';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';
const WELL_FORMED = /^00-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-0[0-3]$/;

describe('W3C trace context', () => {
  it.each([
    ['sampled', `00-${TRACE}-${PARENT}-01`, '01'],
    ['not sampled', `00-${TRACE}-${PARENT}-00`, '00'],
    ['with a random id', `00-${TRACE}-${PARENT}-03`, '03'],
    ['with flags this version does not know, which are not passed on', `00-${TRACE}-${PARENT}-ff`, '03'],
    ['of a later version', `cc-${TRACE}-${PARENT}-01`, '01'],
    ['of a later version with more to it', `cc-${TRACE}-${PARENT}-01-what-the-future-will-be-like`, '01'],
  ])('goes on with a trace %s', (_, traceparent, flags) => {
    const { traceId, traceparent: passedOn, tracestate } = continueTrace(traceparent, 'vendor=1');
    expect([traceId, tracestate]).toEqual([TRACE, 'vendor=1']);
    expect(passedOn).toMatch(new RegExp(`^00-${TRACE}-[\\da-f]{16}-${flags}$`));
    expect(passedOn).not.toContain(PARENT);
  });

  it.each([
    ['nothing', undefined],
    ['an empty header', ''],
    ['a trace id of zeroes', `00-${'0'.repeat(32)}-${PARENT}-01`],
    ['a parent id of zeroes', `00-${TRACE}-${'0'.repeat(16)}-01`],
    ['the version that is forbidden', `ff-${TRACE}-${PARENT}-01`],
    ['capitals', `00-${TRACE.toUpperCase()}-${PARENT}-01`],
    ['letters that are no digits', `00-${TRACE.replace('0', 'g')}-${PARENT}-01`],
    ['a trace id that is too short', `00-${TRACE.slice(1)}-${PARENT}-01`],
    ['a trace id that is too long', `00-${TRACE}0-${PARENT}-01`],
    ['a parent id that is too short', `00-${TRACE}-${PARENT.slice(1)}-01`],
    ['no flags', `00-${TRACE}-${PARENT}`],
    ['flags of three digits', `00-${TRACE}-${PARENT}-011`],
    ['something behind the flags, in version 00', `00-${TRACE}-${PARENT}-01-more`],
    ['a dot behind the flags, in a later version', `cc-${TRACE}-${PARENT}-01.more`],
    ['two headers in one', `00-${TRACE}-${PARENT}-01, 00-${TRACE}-${PARENT}-01`],
    ['blanks around it', ` 00-${TRACE}-${PARENT}-01 `],
  ])('begins a new trace on %s, and drops the state that came along', (_, traceparent) => {
    const begun = continueTrace(traceparent, 'vendor=1');
    expect(begun.traceparent).toMatch(WELL_FORMED);
    expect(begun.traceparent).toContain(begun.traceId);
    expect(begun.traceId).not.toBe(TRACE);
    expect(begun.tracestate).toBeUndefined();
  });

  it('gives every request a span of its own', () => {
    const spans = Array.from(
      { length: 50 },
      () => continueTrace(`00-${TRACE}-${PARENT}-01`).traceparent.split('-')[2],
    );
    expect(new Set(spans).size).toBe(spans.length);
  });
});
