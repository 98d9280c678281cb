import type { Held } from './probe.ts';

/** What was held when so much had happened. */
export interface Sample extends Held {
  /** Reloads, or minutes. */
  readonly at: number;
}

/** By how much a figure grows with each of what is counted: the line that lies nearest to the samples. */
export function slopeOf(samples: readonly Sample[], figure: keyof Held): number {
  const mean = (numbers: readonly number[]): number =>
    numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  const [at, held] = [
    mean(samples.map((sample) => sample.at)),
    mean(samples.map((sample) => sample[figure])),
  ];
  const covariance = samples.reduce((sum, sample) => sum + (sample.at - at) * (sample[figure] - held), 0);
  return covariance / samples.reduce((sum, sample) => sum + (sample.at - at) ** 2, 0);
}

/** The first part fills what is kept up to a limit, and is not counted. */
export const settled = (samples: readonly Sample[]): readonly Sample[] =>
  samples.slice(Math.floor(samples.length / 4));

export const showHeld = ({ heap, buffers, resident }: Held): string =>
  `heap ${heap.toFixed(1)} MB   buffers ${buffers.toFixed(1)} MB   resident ${resident.toFixed(0)} MB`;
