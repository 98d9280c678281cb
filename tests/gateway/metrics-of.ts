/** The samples a server exposes, by name and labels as Prometheus writes them. A line that is none is an error. */
export async function metricsOf(url: string): Promise<ReadonlyMap<string, number>> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(samples.map(readSample));
}

const SAMPLE = /^([a-z_:][\w:]*(?:\{(?:[a-z_]\w*="(?:[^"\\\n]|\\.)*",?)*\})?) (\S+)$/i;

function readSample(line: string): [string, number] {
  const [, series, value] = SAMPLE.exec(line) ?? [];
  const known = /^nan$/i.test(value ?? '') || !Number.isNaN(Number(value));
  if (series === undefined || !known) throw new Error(`No sample: ${line}`);
  return [series, Number(value)];
}
