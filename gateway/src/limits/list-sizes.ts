import { Kind, type ConstDirectiveNode, type ConstValueNode } from 'graphql';
import { parseDocument } from '@lienthong/shared/graphql/parse-document';

/** `Type.field` to what its `@listSize` says. */
export type ListSizes = ReadonlyMap<string, ListSize>;

export interface ListSize {
  readonly assumedSize?: number;
  readonly slicingArguments: readonly string[];
  readonly sizedFields: readonly string[];
}

/** Reads `@listSize` (GraphQL cost directives specification, as Federation composes it) off a supergraph. */
export function readListSizes(supergraphSdl: string): ListSizes {
  const sizes = new Map<string, ListSize>();
  for (const definition of parseDocument(supergraphSdl, { noLocation: true }).definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION)
      continue;
    for (const field of definition.fields ?? []) {
      const directive = field.directives?.find(({ name }) => /^(.+__)?listSize$/.test(name.value));
      if (directive) sizes.set(`${definition.name.value}.${field.name.value}`, sizeOf(directive));
    }
  }
  return sizes;
}

function sizeOf({ arguments: args = [] }: ConstDirectiveNode): ListSize {
  const values = new Map(args.map(({ name, value }) => [name.value, value]));
  const assumed = values.get('assumedSize');
  return {
    ...(assumed?.kind === Kind.INT && { assumedSize: Number(assumed.value) }),
    slicingArguments: strings(values.get('slicingArguments')),
    sizedFields: strings(values.get('sizedFields')),
  };
}

const strings = (value: ConstValueNode | undefined): string[] =>
  value?.kind === Kind.LIST
    ? value.values.flatMap((each) => (each.kind === Kind.STRING ? each.value : []))
    : [];
