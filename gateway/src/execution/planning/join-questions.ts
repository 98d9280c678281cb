import {
  Kind,
  parse,
  print,
  stripIgnoredCharacters,
  visit,
  type ASTNode,
  type DefinitionNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type NameNode,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
  type VariableNode,
} from 'graphql';
import type { Call, Lookup } from './call.ts';
import type { Entities, Fetch } from './plan.ts';

/** A fetch that asks about entities. */
export type EntityFetch = Fetch & { readonly entities: Entities };

interface Question {
  readonly operation: OperationDefinitionNode;
  readonly field: FieldNode;
  readonly fragments: readonly FragmentDefinitionNode[];
}

/** A list of objects that are asked for the same. */
interface Asked {
  readonly fetch: EntityFetch;
  readonly field: FieldNode;
  /** Each once. */
  readonly paths: Map<string, readonly string[]>;
}

/** As planners call it. */
const REPRESENTATIONS = 'representations';

/** Makes one question of several about entities of one subgraph. Objects that are asked for the same become one list. */
export function joinQuestions(fetches: readonly EntityFetch[]): Pick<Call, 'query' | 'lookups'> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const definitions = new Map<string, VariableDefinitionNode>();
  const lists = new Map<string, Asked>();
  const questions = fetches.map((fetch) => {
    const question = withFragmentsOfItsOwn(readQuestion(fetch.query), fragments);
    for (const definition of question.operation.variableDefinitions ?? [])
      definitions.set(definition.variable.name.value, definition);
    const alike = likeness(question.field, fetch);
    const list = lists.get(alike) ?? { fetch, field: question.field, paths: new Map() };
    for (const path of fetch.entities.paths) list.paths.set(path.join('.'), path);
    lists.set(alike, list);
    return question;
  });
  const asked = [...lists.values()];
  if (asked.length === 1) {
    const { fetch, paths } = asked[0]!;
    return {
      query: fetch.query,
      lookups: [lookupOf(fetch, [...paths.values()], REPRESENTATIONS, '_entities')],
    };
  }

  const representations = definitions.get(REPRESENTATIONS)!;
  definitions.delete(REPRESENTATIONS);
  const lookups = asked.map(({ fetch, paths }, position) =>
    lookupOf(
      fetch,
      [...paths.values()],
      freeName(`${REPRESENTATIONS}${position}`, definitions),
      `_entities${position}`,
    ),
  );
  const operation: OperationDefinitionNode = {
    ...questions[0]!.operation,
    variableDefinitions: [
      ...lookups.map(({ variable }) => ({ ...representations, variable: variableOf(variable) })),
      ...definitions.values(),
    ],
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: asked.map(({ field }, position) => fieldOf(field, lookups[position]!)),
    },
  };
  const all: DefinitionNode[] = [operation, ...fragments.values()];
  return { query: stripIgnoredCharacters(print({ kind: Kind.DOCUMENT, definitions: all })), lookups };
}

const lookupOf = (
  { entities: { requires, inputRewrites }, outputRewrites }: EntityFetch,
  paths: Lookup['paths'],
  variable: string,
  answer: string,
): Lookup => ({ variable, answer, paths, requires, inputRewrites, outputRewrites });

/** The same for objects that may be asked about in one list. */
const likeness = ({ selectionSet }: FieldNode, { entities, outputRewrites }: EntityFetch): string =>
  JSON.stringify([print(selectionSet!), entities.requires, entities.inputRewrites, outputRewrites]);

function readQuestion(query: string): Question {
  const { definitions } = parse(query, { noLocation: true });
  const operation = definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION)!;
  const fragments = definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
  return { operation, field: operation.selectionSet.selections[0] as FieldNode, fragments };
}

/**
 * Fragments of two questions may have one name: where they are not the same, all of the later question are renamed, for
 * one may stand in another. Adds them to `all`.
 */
function withFragmentsOfItsOwn(question: Question, all: Map<string, FragmentDefinitionNode>): Question {
  const clash = question.fragments.some((fragment) => {
    const known = all.get(fragment.name.value);
    return known !== undefined && print(known) !== print(fragment);
  });
  const own = clash ? renamed(question, freeSuffix(question, all)) : question;
  for (const fragment of own.fragments) all.set(fragment.name.value, fragment);
  return own;
}

function freeSuffix({ fragments }: Question, taken: ReadonlyMap<string, unknown>): string {
  let suffix = '_';
  while (fragments.some(({ name }) => taken.has(name.value + suffix))) suffix += '_';
  return suffix;
}

function renamed(question: Question, suffix: string): Question {
  const rename = <Node extends ASTNode>(node: Node): Node =>
    visit(node, {
      FragmentSpread: (each) => ({ ...each, name: nameOf(each.name.value + suffix) }),
      FragmentDefinition: (each) => ({ ...each, name: nameOf(each.name.value + suffix) }),
    });
  return { ...question, field: rename(question.field), fragments: question.fragments.map(rename) };
}

/** The same question about the objects of another list. */
const fieldOf = (field: FieldNode, { variable, answer }: Lookup): FieldNode => ({
  ...field,
  alias: nameOf(answer),
  arguments: [
    {
      kind: Kind.ARGUMENT,
      name: nameOf(REPRESENTATIONS),
      value: variableOf(variable),
    },
  ],
});

function freeName(wanted: string, taken: ReadonlyMap<string, unknown>): string {
  let name = wanted;
  while (taken.has(name)) name += '_';
  return name;
}

const nameOf = (value: string): NameNode => ({ kind: Kind.NAME, value });
const variableOf = (name: string): VariableNode => ({ kind: Kind.VARIABLE, name: nameOf(name) });
