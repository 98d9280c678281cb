import {
  isObjectType,
  Kind,
  parse,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { Coordinate } from '@lienthong/shared/policy/types';
import { fetchedFields } from '../../policy/deciding/fetched-fields.ts';
import { compileCheck, compileEntitiesCheck } from '../answer-check.ts';
import { PIECE, toBytes, type Bytes, type BytesInPieces } from '@lienthong/shared/bytes';
import type { Data } from '../own.ts';
import type { Call, Lookup } from '../planning/call.ts';
import { compileCollector, type Collect } from './compile-collector.ts';
import { compileRepresenter, type Represent } from './compile-representer.ts';
import { compileMerge, createMerge, type Merge } from './merge.ts';

/** A call of a schedule, read and compiled once for all the times it is made. */
export interface CompiledCall {
  readonly call: Call;
  readonly lookups: readonly CompiledLookup[];
  /** The fields it asks for. */
  readonly fields: readonly Coordinate[];
  /** The response names at its root. */
  readonly rootFields: readonly string[];
  /** Adds what was answered at the root. */
  readonly merge: Merge;
  /** Whether this is an answer to it, given the types of the entities asked about. Takes out what was not asked for. */
  readonly accepts: (data: Data, typenames: readonly (readonly string[])[]) => boolean;
  /** The body of the request (GraphQL over HTTP, section 5.2.1). */
  readonly body: (
    variables: Readonly<Record<string, unknown>>,
    lists: readonly { readonly texts: readonly Bytes[] }[],
  ) => BytesInPieces;
}

export interface CompiledLookup extends Lookup {
  readonly collect: Collect;
  readonly represent: Represent;
  /** Adds to one of the objects what was answered about it. */
  readonly merge: Merge;
}

/**
 * Compiles a call. Answers are checked against the whole graph: an agency may say what callers do not see of it, and
 * another may have to be told. At the paths `repeated` one object may stand in several places.
 */
export function compileCall(call: Call, schema: GraphQLSchema, repeated?: ReadonlySet<string>): CompiledCall {
  const document = parse(call.query, { noLocation: true });
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION)!;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const each of document.definitions)
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
  const roots = operation.selectionSet.selections.filter((each) => each.kind === Kind.FIELD);
  const options = { schema, fragments };

  return {
    call,
    lookups: call.lookups.map((lookup) => ({
      ...lookup,
      collect: compileCollector(lookup.paths, repeated),
      represent: compileRepresenter(lookup, schema),
      merge:
        lookup.outputRewrites.length > 0 ? createMerge(isObject) : compileMerge(namesIn(lookup), isObject),
    })),
    merge: createMerge(isObject),
    fields: fetchedFields(document, schema),
    rootFields: roots.map(responseName),
    accepts: call.lookups.length > 0 ? entitiesCheck() : rootCheck(),
    body: compileBody(call),
  };

  function isObject(name: unknown): boolean {
    return typeof name === 'string' && isObjectType(schema.getType(name));
  }

  /** The response names of the entities of a lookup, whatever their type. */
  function namesIn({ answer }: Lookup): Set<string> {
    const names = new Set<string>();
    const add = ({ selections }: SelectionSetNode): void => {
      for (const each of selections) {
        if (each.kind === Kind.FIELD) names.add(responseName(each));
        else
          add(
            each.kind === Kind.INLINE_FRAGMENT
              ? each.selectionSet
              : fragments.get(each.name.value)!.selectionSet,
          );
      }
    };
    add(fieldOf(answer).selectionSet!);
    return names;
  }

  function fieldOf(answer: string): FieldNode {
    return roots.find((each) => responseName(each) === answer)!;
  }

  function rootCheck(): CompiledCall['accepts'] {
    return compileCheck(schema.getRootType(operation.operation)!, operation.selectionSet, options);
  }

  function entitiesCheck(): CompiledCall['accepts'] {
    const checks = call.lookups.map(({ answer }) => ({
      answer,
      check: compileEntitiesCheck(fieldOf(answer).selectionSet!, options),
    }));
    return (data, typenames) =>
      checks.every(({ answer, check }, index) => check(data[answer], typenames[index]!));
  }
}

const responseName = ({ alias, name }: FieldNode): string => (alias ?? name).value;

function compileBody(call: Call): CompiledCall['body'] {
  const { query, operationName, lookups } = call;
  const named = operationName === undefined ? '' : `,"operationName":${JSON.stringify(operationName)}`;
  const before = toBytes(`{"query":${JSON.stringify(query)}${named},"variables":{`);
  const always = `${before}}}`;
  const given = call.variables.length > 0;
  return (variables, lists) => {
    if (lookups.length === 0 && !given) return always;
    const pieces: Bytes[] = [];
    let text = before;
    for (let index = 0; index < lookups.length; index += 1) {
      const { texts } = lists[index]!;
      text += `${index > 0 ? ',' : ''}"${lookups[index]!.variable}":[`;
      for (let position = 0; position < texts.length; position += 1) {
        if (text.length >= PIECE) {
          pieces.push(text);
          text = '';
        }
        text += position > 0 ? `,${texts[position]!}` : texts[position]!;
      }
      text += ']';
    }
    const others = given ? toBytes(JSON.stringify(variables)).slice(1, -1) : '';
    const last = `${text}${others && lookups.length > 0 ? ',' : ''}${others}}}`;
    return pieces.length === 0 ? last : [...pieces, last];
  };
}
