import { Kind, parse, type ObjectTypeDefinitionNode, type TypeNode } from 'graphql';
import type { ClosedDatabases } from '@lienthong/shared/policy/reading/shapes';

/** What answers for one database of the catalogue, or what closes it. */
export interface DatabaseRecords {
  readonly database: string;
  /** The types its records are answered by, each with the fields that lead there. */
  readonly types: readonly { readonly type: string; readonly entries: readonly string[] }[];
  readonly closed: Omit<ClosedDatabases['closed'][number], 'databases'> | null;
}

/** For each database that answers or is closed, by its id: what stands in the composed graph, and in the law. */
export function recordTypesOf(supergraphSdl: string, { closed }: ClosedDatabases): DatabaseRecords[] {
  const types = parse(supergraphSdl, { noLocation: true }).definitions.filter(
    (node): node is ObjectTypeDefinitionNode => node.kind === Kind.OBJECT_TYPE_DEFINITION,
  );
  const entries = entriesOf(types);
  const answered = types.flatMap((type) => {
    const database = databaseOf(type);
    return database === null
      ? []
      : [{ database, type: type.name.value, entries: entries.get(type.name.value) ?? [] }];
  });
  const ids = new Set([
    ...answered.map(({ database }) => database),
    ...closed.flatMap(({ databases }) => databases),
  ]);
  return [...ids].sort().map((database) => ({
    database,
    types: answered
      .filter((each) => each.database === database)
      .map(({ type, entries }) => ({ type, entries })),
    closed: closureOf(database, closed),
  }));
}

function closureOf(database: string, closed: ClosedDatabases['closed']): DatabaseRecords['closed'] {
  const found = closed.find(({ databases }) => databases.includes(database));
  return found ? { reason: found.reason, basis: found.basis } : null;
}

function databaseOf({ directives }: ObjectTypeDefinitionNode): string | null {
  const value = directives
    ?.find(({ name }) => name.value === 'dataset')
    ?.arguments?.find(({ name }) => name.value === 'database')?.value;
  return value?.kind === Kind.STRING ? value.value : null;
}

/** The fields by which a type is reached from another, as coordinates. */
function entriesOf(types: readonly ObjectTypeDefinitionNode[]): ReadonlyMap<string, readonly string[]> {
  const entries = new Map<string, string[]>();
  for (const { name, fields = [] } of types) {
    for (const field of fields) {
      const target = namedType(field.type);
      if (target !== name.value)
        entries.set(target, [...(entries.get(target) ?? []), `${name.value}.${field.name.value}`]);
    }
  }
  return entries;
}

const namedType = (type: TypeNode): string =>
  type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
