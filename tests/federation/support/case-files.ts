import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const question = z.strictObject({
  /** What is promised, as a sentence. */
  name: z.string(),
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).optional(),
  operation: z.string().optional(),
  /** Subgraphs that must not be asked. */
  notAsked: z.array(z.string()).default([]),
  /** How many entities a subgraph is asked for at most, over all its calls. */
  entities: z.record(z.string(), z.number()).default({}),
  /** Engines that break the promise, and how; `deferred` where ours does once parts are deferred. */
  broken: z.record(z.string(), z.string()).default({}),
});
export type CaseQuestion = z.infer<typeof question>;

/** A feature of federation: schemas, data and questions; the right answers follow. */
export interface Case {
  readonly feature: string;
  readonly schemas: ReadonlyMap<string, string>;
  readonly data: string;
  readonly questions: readonly CaseQuestion[];
}

/** Reads every case of a folder. */
export const readCases = (folder: string): Case[] =>
  readdirSync(folder)
    .sort()
    .map((feature) => readCase(join(folder, feature), feature));

function readCase(folder: string, feature: string): Case {
  const files = readdirSync(join(folder, 'subgraphs')).sort();
  return {
    feature,
    schemas: new Map(
      files.map((file) => [
        basename(file, '.graphql'),
        readFileSync(join(folder, 'subgraphs', file), 'utf8'),
      ]),
    ),
    data: readFileSync(join(folder, 'data.yaml'), 'utf8'),
    questions: z.array(question).parse(parse(readFileSync(join(folder, 'questions.yaml'), 'utf8'))),
  };
}
