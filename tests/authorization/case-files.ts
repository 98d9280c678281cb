import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';

const claims = z.record(z.string(), z.unknown());
const fields = z.array(z.string().regex(/^\w+\.\w+$/));

const expectedError = z.strictObject({
  code: z.string(),
  /** Of a refusal: the field it is about. */
  coordinate: z.string().optional(),
  /** Who refused it: an agency, where it was not the gateway. */
  agency: z.string().optional(),
  path: z.array(z.union([z.string(), z.number()])).optional(),
  /** The field that could not be fetched, for want of which this one cannot be had. */
  needs: z.string().optional(),
  /** The forbid or combination that refuses. */
  rule: z.string().optional(),
  nearest: z.string().optional(),
});

const caseShape = z.strictObject({
  name: z.string().min(10),
  /** An entry of `callers.yaml`; `nobody` sends no token. */
  caller: z.string(),
  /** Claims in place of the caller's own; null takes one away. */
  claims: claims.default({}),
  query: z.string().optional(),
  variables: z.record(z.string(), z.unknown()).optional(),
  operationName: z.string().optional(),
  headers: z.record(z.string(), z.string()).default({}),
  /** How it is sent where that is not a POST of the query: by GET, or a body of another shape. */
  method: z.enum(['GET', 'POST']).default('POST'),
  body: z.unknown().optional(),
  /** An agency that is asked directly, past the gateway. */
  directly: z.string().optional(),
  /** The same is asked so many times; what is expected is expected of the last. */
  times: z.int().min(1).default(1),
  expect: z.strictObject({
    status: z.int().default(200),
    /** All of it; left out where there is none, `any` where only its presence is told of. */
    data: z.unknown().optional(),
    /** All of them, in any order. Of each, what stands here; `any` where only their presence is told of. */
    errors: z.union([z.array(expectedError), z.literal('any')]).default([]),
    /** By agency, every field that reached it; who does not stand here was not asked. */
    asked: z.record(z.string(), fields).default({}),
    /** Headers of the answer. */
    headers: z.record(z.string(), z.string()).default({}),
    /** Texts that may stand nowhere in the answer. */
    nowhere: z.array(z.string()).default([]),
    /** How the receipt of it says that it ended. */
    outcome: z.enum(['ALLOWED', 'PARTIAL', 'REFUSED', 'FAILED']).optional(),
  }),
});

const fileShape = z.strictObject({ theme: z.string(), cases: z.array(caseShape).min(1) });

export type Case = z.output<typeof caseShape>;
export type Callers = Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const FOLDER = here('./cases');

export interface CaseFile {
  readonly file: string;
  readonly theme: string;
  readonly cases: readonly Case[];
}

/** Every file of cases, in the order of their names. A case in no known form stops the suite. */
export const readCaseFiles = (): CaseFile[] =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => {
      const read = fileShape.safeParse(parse(readFileSync(join(FOLDER, file), 'utf8')));
      if (!read.success) throw new Error(`${basename(file)}: ${z.prettifyError(read.error)}`);
      return { file, ...read.data };
    });

export const readCallers = (): Callers =>
  z.record(z.string(), claims.nullable()).parse(parse(readFileSync(here('./callers.yaml'), 'utf8')));
