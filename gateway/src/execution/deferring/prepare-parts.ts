import {
  getOperationAST,
  Kind,
  type DirectiveNode,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { Coordinate } from '@lienthong/shared/policy/types';
import type { Operation } from '@lienthong/shared/graphql/operation';
import { readAskedFields, type Parts } from '../../policy/taking-out/asked-fields.ts';
import { readConditions, standingOf, type Variables } from '../../policy/taking-out/conditions.ts';
import { readQuestion } from '../../policy/taking-out/question.ts';
import { compileCall } from '../fetching/compile-call.ts';
import { arrange } from '../planning/arrange.ts';
import { plainDocument } from '../planning/plain-document.ts';
import { planOperation } from '../planning/plan-operation.ts';
import type { Planner, Step } from '../planning/plan.ts';
import type { Plan } from '../prepare.ts';
import { createObjectShaper, type ShapeObject } from '../shaping/shape-answer.ts';
import { deferOf, labelOf, withLabel } from './read-deferrals.ts';
import { splitParts, type Part, type Split } from './split-parts.ts';

/** An operation as it is answered in parts, labelled by `readDeferrals`. */
export interface AskedInParts {
  /** As its caller asked it. */
  readonly whole: Operation;
  /** What of it may be asked. */
  readonly remaining: Operation;
  /** The fields that are taken out. */
  readonly refused: ReadonlySet<Coordinate>;
}

/** All that can be done for an operation in parts before it is asked. */
export interface PreparedParts extends Split {
  readonly plan: Plan;
  readonly root: GraphQLObjectType;
  readonly shape: ShapeObject;
  /** What is asked of the objects of a part, or at the root. */
  readonly askedBy: (part: Part | Split) => Parts;
}

const TIMES = '.';

type Directives = readonly DirectiveNode[] | undefined;

/** Plans an operation for these variables with what may come later apart. */
export async function prepareParts(
  { whole, remaining, refused }: AskedInParts,
  variables: Variables,
  planner: Planner,
  schema: GraphQLSchema,
): Promise<PreparedParts> {
  const { apiSchema } = planner;
  const left = new Map<string, number>();
  const asked = plain(whole, (label) => label);
  const apart = plain(remaining, (label) => {
    // A fragment that is left of several types stands several times, and a planner tells them apart by label.
    const times = left.get(label) ?? 0;
    left.set(label, times + 1);
    return `${label}${TIMES}${times}`;
  });
  const question = readQuestion(asked, undefined, apiSchema, refused);
  const split = splitParts(question.operation.selectionSet, (label) => left.has(label));
  const fields = readAskedFields(question);
  const calls = arrange(await planned()).map(({ part, ...call }) =>
    compileCall({ ...call, ...(part && { part: part.split(TIMES)[0]! }) }, schema),
  );
  return {
    ...split,
    root: question.root,
    plan: { calls, plain: apart },
    shape: createObjectShaper(apiSchema, fields),
    askedBy: ({ set }) => fields.partsOf(set),
  };

  /** A planner that cannot plan what is deferred apart can plan the whole: then all is asked for what comes first. */
  async function planned(): Promise<Step | null> {
    try {
      return await planOperation(planner, apart);
    } catch {
      return planOperation(planner, plain(remaining, null));
    }
  }

  function plain({ document, name }: Operation, relabelled: ((label: string) => string) | null) {
    const operation = getOperationAST(document, name)!;
    const kept = (directives: Directives): DirectiveNode[] => {
      const defer = relabelled && deferOf(directives);
      return defer && isActive(defer, variables) ? [withLabel(defer, relabelled(labelOf(defer)))] : [];
    };
    return plainDocument(document, operation, standingOf(readConditions(operation), variables), kept);
  }
}

/** What these say of `if`. */
function isActive({ arguments: args = [] }: DirectiveNode, variables: Variables): boolean {
  const value = args.find(({ name }) => name.value === 'if')?.value;
  if (value?.kind === Kind.VARIABLE) return variables[value.name.value] !== false;
  return value?.kind !== Kind.BOOLEAN || value.value;
}
