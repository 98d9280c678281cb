import type { Histogram, Registry } from 'prom-client';

export interface DurationsOptions {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly [string, string];
  /** Upper bounds of the buckets in seconds, rising. */
  readonly buckets: readonly number[];
  readonly registry: Registry;
}

export interface Durations {
  /** Counts one that took so many seconds under its two labels. */
  observe(first: string, second: string, seconds: number): void;
}

interface Series {
  readonly first: string;
  readonly second: string;
  /** How many fell into each bucket and no lower one; the last is above all bounds. */
  readonly counts: number[];
  sum: number;
}

/**
 * A histogram in a registry of prom-client, which reads it when asked for all. Its own puts labels together, checks and
 * looks them up each time, which costs a question to many agencies a twentieth of its time.
 */
export function createDurations({ name, help, labelNames, buckets, registry }: DurationsOptions): Durations {
  const all = new Map<string, Map<string, Series>>();

  function open(first: string, second: string): Series {
    const made = { first, second, counts: Array<number>(buckets.length + 1).fill(0), sum: 0 };
    const known = all.get(first);
    if (known) known.set(second, made);
    else all.set(first, new Map([[second, made]]));
    return made;
  }

  function valuesOf({ first, second, counts, sum }: Series) {
    const labels = { [labelNames[0]]: first, [labelNames[1]]: second };
    let upTo = 0;
    const cumulated = counts.map((count, index) => ({
      metricName: `${name}_bucket`,
      labels: { le: buckets[index] ?? '+Inf', ...labels },
      value: (upTo += count),
    }));
    return [
      ...cumulated,
      { metricName: `${name}_sum`, labels, value: sum },
      { metricName: `${name}_count`, labels, value: upTo },
    ];
  }

  const metric = {
    name,
    get: async () => ({
      name,
      help,
      type: 'histogram',
      aggregator: 'sum',
      values: [...all.values()].flatMap((bySecond) => [...bySecond.values()].flatMap(valuesOf)),
    }),
  };
  // A registry asks no more of what it holds than a name and this.
  registry.registerMetric(metric as unknown as Histogram);

  return {
    observe: (first, second, seconds) => {
      const series = all.get(first)?.get(second) ?? open(first, second);
      let bucket = 0;
      while (bucket < buckets.length && seconds > buckets[bucket]!) bucket += 1;
      series.counts[bucket]! += 1;
      series.sum += seconds;
    },
  };
}
