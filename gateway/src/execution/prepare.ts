import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { Coordinate } from '@lienthong/shared/policy/types';
import { readAskedFields } from '../policy/taking-out/asked-fields.ts';
import { readQuestion } from '../policy/taking-out/question.ts';
import type { BytesInPieces } from '@lienthong/shared/bytes';
import { compileCall, type CompiledCall } from './fetching/compile-call.ts';
import type { Data } from './own.ts';
import { arrange } from './planning/arrange.ts';
import { EACH, pathKey, typesOf, type Planner } from './planning/plan.ts';
import { planOperation } from './planning/plan-operation.ts';
import { compileWriter, type WriteAnswer, type WriterOptions } from './shaping/compile-writer.ts';
import { createShaper, type ShapedAnswer } from './shaping/shape-answer.ts';

/** One operation, planned: the same object as long as it is remembered. */
export interface Plan {
  /** What is asked, each call behind those it waits for. */
  readonly calls: readonly CompiledCall[];
  /** The document that is planned. */
  readonly plain: DocumentNode;
}

/** All that can be done for an operation before it is asked. */
export interface Prepared {
  readonly plan: Plan;
  /** The answer as JSON; null where something is not as it should be. */
  readonly write: (data: Data, how: Pick<WriterOptions, 'escape' | 'repeated'>) => BytesInPieces | null;
  /** The answer, and all that is wrong with it. */
  readonly shape: (data: Data) => ShapedAnswer;
}

/** What was asked, where some of it is refused and the rest is planned. */
export interface PlainWhole {
  readonly document: DocumentNode;
  readonly refused: ReadonlySet<Coordinate>;
}

/**
 * Plans and compiles a document of one operation without conditions; `schema` is the whole graph. Where it is what remains
 * of a `whole`, the answer is one to the whole: what is refused is null.
 */
export async function prepare(
  plain: DocumentNode,
  planner: Planner,
  schema: GraphQLSchema,
  whole: PlainWhole = { document: plain, refused: new Set() },
): Promise<Prepared> {
  const { apiSchema } = planner;
  const question = readQuestion(whole.document, undefined, apiSchema, whole.refused);
  const fields = readAskedFields(question);
  const parts = fields.partsOf(question.operation.selectionSet);
  const calls = arrange(await planOperation(planner, plain));
  const paths = calls.flatMap(({ lookups }) => lookups.flatMap((lookup) => lookup.paths));
  const lookedUp = new Set(paths.map(pathKey));
  const mayRepeat = new Set(
    paths.flatMap((path) => path.findLast((step) => step !== EACH && !typesOf(step)) ?? []),
  );
  const writers: WriteAnswer[] = [];
  return {
    plan: {
      calls: calls.map((call) => compileCall(call, schema, lookedUp)),
      plain,
    },
    write: (data, { escape, repeated }) => {
      const writer = (writers[(escape ? 2 : 0) + (repeated ? 1 : 0)] ??= compileWriter(parts, question.root, {
        ...{ schema: apiSchema, fields, escape, repeated, mayRepeat },
      }));
      return writer(data);
    },
    shape: createShaper(question, fields),
  };
}
