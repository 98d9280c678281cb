import type { ApolloServerPlugin } from '@apollo/server';
import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { RequestRefused } from '@lienthong/shared/errors';
import type { Limits } from './config.ts';
import type { ExchangeContext } from './exchange-context.ts';

/** What an operation comes to, before anybody is asked. */
export interface OperationSize {
  readonly depth: number;
  readonly aliases: number;
  readonly rootFields: number;
  /** Objects and values the answer may hold: a field costs 1, and what stands in a list counts once per expected entry. */
  readonly cost: number;
}

/** How long a list is taken to be where neither the caller nor the schema (`@listSize`) says. */
const ASSUMED_LIST_SIZE = 10;

const LIMITS = {
  depth: ['LIMIT_DEPTH', 'deep', 'sâu'],
  aliases: ['LIMIT_ALIASES', 'aliases', 'bí danh'],
  rootFields: ['LIMIT_ROOT_FIELDS', 'root fields', 'trường gốc'],
  cost: ['LIMIT_COST', 'in cost', 'chi phí'],
} as const;

/** The operation goes further than this gateway lets anyone go. */
export class LimitExceeded extends RequestRefused {
  constructor(limit: keyof typeof LIMITS, size: number, most: number) {
    const [code, unit, unitVi] = LIMITS[limit];
    super(code, 400, `The operation is ${size} ${unit}; this gateway accepts at most ${most}.`, {
      size,
      limit: most,
      messageVi: `Truy vấn có ${unitVi} là ${size}; cổng chỉ nhận tối đa ${most}.`,
    });
  }
}

/** Refuses operations that go too far, before anything is planned. List sizes come from the supergraph's `@listSize`. */
export function limitsPlugin(
  limits: Limits,
  listSizes: () => ListSizes,
): ApolloServerPlugin<ExchangeContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ document, operation, schema, request }) => {
        const size = measureOperation(document, operation!, schema, request.variables ?? {}, listSizes());
        for (const limit of Object.keys(LIMITS) as (keyof typeof LIMITS)[]) {
          if (size[limit] > limits[limit]) throw new LimitExceeded(limit, size[limit], limits[limit]);
        }
      },
    }),
  };
}

/** `Type.field` to what its `@listSize` says. */
export type ListSizes = ReadonlyMap<string, ListSize>;

export interface ListSize {
  readonly assumedSize?: number;
  readonly slicingArguments: readonly string[];
  readonly sizedFields: readonly string[];
}

/** Measures one operation; fragments are measured once each, so a document cannot make measuring itself expensive. */
export function measureOperation(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  schema: GraphQLSchema,
  variables: Readonly<Record<string, unknown>>,
  listSizes: ListSizes,
): OperationSize {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const measured = new Map<string, Measure>();

  function measure(selectionSet: SelectionSetNode, typeName: string | undefined, sized?: SizedBy): Measure {
    let [depth, aliases, fields, cost] = [0, 0, 0, 0];
    for (const selection of selectionSet.selections) {
      const part =
        selection.kind === Kind.FIELD
          ? measureField(selection, typeName, sized)
          : measureFragment(selection, typeName, sized);
      depth = Math.max(depth, part.depth);
      aliases += part.aliases;
      fields += part.fields;
      cost += part.cost;
    }
    return { depth, aliases, fields, cost };
  }

  function measureFragment(
    selection: Exclude<SelectionSetNode['selections'][number], FieldNode>,
    typeName: string | undefined,
    sized?: SizedBy,
  ): Measure {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      return measure(selection.selectionSet, selection.typeCondition?.name.value ?? typeName, sized);
    }
    const key = `${selection.name.value} ${sized?.entries ?? ''}`;
    const known = measured.get(key);
    if (known) return known;
    const fragment = fragments.get(selection.name.value)!;
    const size = measure(fragment.selectionSet, fragment.typeCondition.name.value, sized);
    measured.set(key, size);
    return size;
  }

  function measureField(field: FieldNode, typeName: string | undefined, sized?: SizedBy): Measure {
    const aliases = field.alias ? 1 : 0;
    // Introspection has a depth limit of its own in validation.
    if (field.name.value.startsWith('__')) return { depth: 0, aliases, fields: 1, cost: 1 };
    const type = typeName ? schema.getType(typeName) : undefined;
    const definition =
      isObjectType(type) || isInterfaceType(type) ? type.getFields()[field.name.value] : undefined;
    if (!field.selectionSet || !definition) return { depth: 1, aliases, fields: 1, cost: 1 };

    const named = getNamedType(definition.type);
    const size = listSizes.get(`${typeName}.${field.name.value}`);
    const slice = size && sliceOf(field, definition, size, variables);
    const passedOn =
      size && slice !== undefined && size.sizedFields.length > 0
        ? { fields: size.sizedFields, entries: slice }
        : undefined;
    const inside = measure(field.selectionSet, isCompositeType(named) ? named.name : undefined, passedOn);
    const entries = isList(definition)
      ? sized?.fields.includes(field.name.value)
        ? sized.entries
        : (slice ?? size?.assumedSize ?? ASSUMED_LIST_SIZE)
      : 1;
    return {
      depth: 1 + inside.depth,
      aliases: aliases + inside.aliases,
      fields: 1,
      cost: 1 + entries * inside.cost,
    };
  }

  const { depth, aliases, fields, cost } = measure(
    operation.selectionSet,
    schema.getRootType(operation.operation)?.name,
  );
  return { depth, aliases, rootFields: fields, cost };
}

interface Measure {
  readonly depth: number;
  readonly aliases: number;
  readonly fields: number;
  readonly cost: number;
}

interface SizedBy {
  readonly fields: readonly string[];
  readonly entries: number;
}

function sliceOf(
  field: FieldNode,
  definition: GraphQLField<unknown, unknown>,
  { slicingArguments }: ListSize,
  variables: Readonly<Record<string, unknown>>,
): number | undefined {
  for (const name of slicingArguments) {
    const given = field.arguments?.find((argument) => argument.name.value === name)?.value;
    const value =
      given?.kind === Kind.INT
        ? Number(given.value)
        : given?.kind === Kind.VARIABLE
          ? variables[given.name.value]
          : definition.args.find((argument) => argument.name === name)?.defaultValue;
    if (typeof value === 'number') return Math.max(0, value);
  }
  return undefined;
}

const isList = ({ type }: GraphQLField<unknown, unknown>): boolean =>
  isListType(isNonNullType(type) ? type.ofType : type);
