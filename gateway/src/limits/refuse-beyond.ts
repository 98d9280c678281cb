import { Kind, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { onceFor, type Operation } from '@lienthong/shared/graphql/operation';
import type { Limits } from '../config.ts';
import { exceeded } from './limit-exceeded.ts';
import type { ListSizes } from './list-sizes.ts';
import { measureOperation, type OperationSize } from './operation-size.ts';
import { mostOfSchema } from './most-of-schema.ts';

type Variables = Readonly<Record<string, unknown>>;

/** Throws where an operation goes too far, before anything is planned. */
export type RefuseBeyond = (operation: Operation, variables: Variables) => void;

/** So many ways of paging through one operation are remembered. */
const KEPT_SIZES = 16;

/** So many explanations of the rules may be asked for at once: each is a question of its own, for an operation or an agency. */
const MOST_EXPLANATIONS = 3;

/** Refuses operations beyond these limits. List sizes come from the supergraph's `@listSize`. */
export function refuseBeyond(limits: Limits, schema: GraphQLSchema, listSizes: ListSizes): RefuseBeyond {
  const bounds = { ...limits, explanations: MOST_EXPLANATIONS, introspection: mostOfSchema(schema) };
  const sizesOf = onceFor(({ document, node }: Operation) =>
    measuredOnce(node, (variables) => {
      const size = measureOperation(document, node, schema, variables, listSizes);
      return { size, beyond: exceeded(size, bounds) !== undefined };
    }),
  );
  return (operation, variables) => {
    const { size, beyond } = sizesOf(operation)(variables);
    if (beyond) throw exceeded(size, bounds)!;
  };
}

interface Measured {
  readonly size: OperationSize;
  /** Whether it goes too far. */
  readonly beyond: boolean;
}

/** Of the variables only numbers count, as lengths of lists: with the same numbers the size is the same. */
function measuredOnce(
  { variableDefinitions = [] }: OperationDefinitionNode,
  measure: (variables: Variables) => Measured,
): (variables: Variables) => Measured {
  const numbers = variableDefinitions.flatMap(({ variable, type }) => {
    const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
    return named.kind === Kind.NAMED_TYPE && named.name.value === 'Int' ? [variable.name.value] : [];
  });
  if (numbers.length === 0) {
    let only: Measured | undefined;
    return (variables) => (only ??= measure(variables));
  }
  const known = new LRUCache<string, Measured>({ max: KEPT_SIZES });
  return (variables) => {
    const key = numbers.map((name) => lengthOf(variables[name])).join();
    const size = known.get(key) ?? measure(variables);
    known.set(key, size);
    return size;
  };
}

/** Null and what is no number are told from what is not given: there the variable's own default holds. */
const lengthOf = (value: unknown): string | number =>
  typeof value === 'number' ? value : value === undefined ? '' : 'null';
