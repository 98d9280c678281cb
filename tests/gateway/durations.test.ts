import { expect, it } from '@jest/globals';
import { Histogram, Registry } from 'prom-client';
import { createDurations } from '@lienthong/gateway/durations';

const described = {
  name: 'took_seconds',
  help: 'How long it took.',
  labelNames: ['agency', 'outcome'] as const,
  buckets: [0.1, 0.5, 1],
};
const SEEN = [
  ['moh', 'ok', 0.05],
  ['moh', 'ok', 0.1],
  ['moh', 'AGENCY_TIMEOUT', 7],
  ['moj', 'ok', 0.75],
] as const;

it('tells what the histogram of prom-client tells', async () => {
  const [ours, theirs] = [new Registry(), new Registry()];
  const durations = createDurations({ ...described, registry: ours });
  const histogram = new Histogram({ ...described, labelNames: ['agency', 'outcome'], registers: [theirs] });
  for (const [agency, outcome, seconds] of SEEN) {
    durations.observe(agency, outcome, seconds);
    histogram.observe({ agency, outcome }, seconds);
  }
  expect(await ours.metrics()).toBe(await theirs.metrics());
});
