import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { StartError } from './errors.ts';

const listShape = z.object({
  subgraphs: z.record(
    z.string().regex(/^[a-z][a-z-]*$/),
    z.object({ routing_url: z.url(), schema: z.object({ file: z.string() }) }),
  ),
});

/** One entry of `supergraph.yaml`: the one list of subgraphs. `position` counts from 0 and places its port. */
export interface ListedSubgraph {
  readonly name: string;
  readonly position: number;
  readonly routingUrl: string;
  readonly schemaFile: string;
}

/** Reads the list, in its order. Errors: `BAD_SUPERGRAPH_LIST`, naming the file and what is wrong in it. */
export function readSupergraphList(file: string): ListedSubgraph[] {
  const read = listShape.safeParse(parseFile(file));
  if (!read.success) {
    const faults = read.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'the file'}: ${message}`,
    );
    throw new StartError('BAD_SUPERGRAPH_LIST', `${file} cannot be used. ${faults.join('. ')}.`);
  }
  return Object.entries(read.data.subgraphs).map(([name, { routing_url, schema }], position) => ({
    name,
    position,
    routingUrl: routing_url,
    schemaFile: schema.file,
  }));
}

function parseFile(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new StartError('BAD_SUPERGRAPH_LIST', `${file} cannot be read: ${(error as Error).message}`);
  }
}
