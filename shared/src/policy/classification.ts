import {
  Kind,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
} from 'graphql';
import {
  IMPORTANCE,
  PERSONAL,
  SECRECY,
  SHARING,
  type Classes,
  type Classification,
  type Coordinate,
} from './types.ts';

type TypeNode = ObjectTypeDefinitionNode | ObjectTypeExtensionNode;
type Class = Omit<Classification, 'owners' | 'database'>;

/**
 * How every field of a composed supergraph is classified and who owns it. A field that says nothing of itself nor by
 * its type, or says something that is not on the lists, is left out: what is not here is closed. So are the fields of
 * interfaces: what answers is always an object, and it is that object's field that is judged.
 */
export function classifySupergraph(supergraph: DocumentNode): Classes {
  const graphs = graphNames(supergraph);
  return classify(supergraph, (type, field) => ownersInSupergraph(type, field, graphs));
}

/**
 * The same for one subgraph's own schema, as the owner itself reads it. What it hands on for somebody else, by a key or
 * by `@provides`, is classified and not its own.
 */
export const classifySubgraph = (name: string, schema: DocumentNode): Classes =>
  classify(schema, (type, field) => {
    const database = stringOf(directive(type, 'dataset'), 'database');
    const isKey = keyFields(type, 'key', 'fields').has(field.name.value);
    const reference = has(field, 'external') || (isKey && !database?.startsWith(`${name}-`));
    return { holders: [name], owners: reference ? [] : [name] };
  });

interface Holding {
  /** Who can answer the field. */
  readonly holders: readonly string[];
  readonly owners: readonly string[];
}

function classify(
  document: DocumentNode,
  holdingOf: (type: TypeNode, field: FieldDefinitionNode) => Holding | null,
): Classes {
  const classes = new Map<Coordinate, Classification>();
  const types = document.definitions.filter(isObject);
  // A type's class may stand at its definition and its fields at an extension.
  const ofType = new Map(
    types.flatMap((type) => {
      const dataset = directive(type, 'dataset');
      return dataset ? [[type.name.value, dataset] as const] : [];
    }),
  );
  for (const type of types) {
    if (type.name.value.includes('__')) continue;
    const dataset = ofType.get(type.name.value);
    for (const field of type.fields ?? []) {
      const own = directive(field, 'classified');
      const said = classOf(own ?? dataset);
      const holding = said && holdingOf(type, field);
      if (!holding) continue;
      const database = stringOf(dataset, 'database');
      classes.set(`${type.name.value}.${field.name.value}`, {
        ...said,
        owners: holding.owners,
        // Another agency's field on this type is in that agency's database, whose name the directive does not carry.
        database:
          database && (!own || holding.holders.some((name) => isIn(database, name))) ? database : null,
      });
    }
  }
  return classes;
}

/**
 * The owners of a field: those who can answer it. Of a field that several hold because it is a key, the master is the
 * agency whose database the type's records are in; without one nobody is.
 */
function ownersInSupergraph(
  type: TypeNode,
  field: FieldDefinitionNode,
  graphs: ReadonlyMap<string, string>,
): Holding {
  const joins = directives(type, 'join__type');
  const onField = directives(field, 'join__field').filter((join) => enumOf(join, 'graph'));
  const external = (join: ConstDirectiveNode) =>
    booleanOf(join, 'external') === true || booleanOf(join, 'usedOverridden') === true;
  const holding = onField.length > 0 ? onField.filter((join) => !external(join)) : joins;
  const names = (of: readonly ConstDirectiveNode[]) =>
    [...new Set(of.flatMap((join) => graphs.get(enumOf(join, 'graph') ?? '') ?? []))].sort();

  // A stub that only refers holds no datum, unless nobody else does.
  const stubs = new Set(
    directives(type, 'join__type').flatMap((join) =>
      booleanOf(join, 'resolvable') === false ? (graphs.get(enumOf(join, 'graph') ?? '') ?? []) : [],
    ),
  );
  const all = names(holding);
  const holders = all.some((name) => !stubs.has(name)) ? all.filter((name) => !stubs.has(name)) : all;
  const isKey = joins.some((join) => words(stringOf(join, 'key')).has(field.name.value));
  if (!isKey || holders.length < 2) return { holders, owners: holders };

  const database = stringOf(directive(type, 'dataset'), 'database');
  return { holders, owners: holders.filter((name) => database !== undefined && isIn(database, name)) };
}

/**
 * The fields of entities that several subgraphs answer, with those who do: one datum has one source (Decree 278/2025
 * Art 5). A key counts only where nobody is known to be its master.
 */
export function heldTwice(supergraph: DocumentNode): Map<Coordinate, readonly string[]> {
  const graphs = graphNames(supergraph);
  return new Map(
    supergraph.definitions
      .filter(isObject)
      .filter((type) => directives(type, 'join__type').some((join) => stringOf(join, 'key') !== undefined))
      .flatMap((type) =>
        (type.fields ?? []).flatMap((field) => {
          const { holders, owners } = ownersInSupergraph(type, field, graphs);
          return holders.length > 1 && owners.length !== 1
            ? [[`${type.name.value}.${field.name.value}`, holders] as const]
            : [];
        }),
      ),
  );
}

/** A database's id begins with its agency's: `moj-A-01`. */
const isIn = (database: string, agency: string): boolean =>
  database.startsWith(`${agency}-`) && /^[A-Z]-\d+$/.test(database.slice(agency.length + 1));

function classOf(said: ConstDirectiveNode | undefined): Class | null {
  const sharing = oneOf(SHARING, enumOf(said, 'sharing'));
  const personal = oneOf(PERSONAL, enumOf(said, 'personal'));
  const secrecy = oneOf(SECRECY, enumOf(said, 'secrecy'));
  const importance = oneOf(IMPORTANCE, enumOf(said, 'importance') ?? 'NORMAL');
  return sharing && personal && secrecy && importance ? { sharing, personal, secrecy, importance } : null;
}

const oneOf = <T extends string>(list: readonly T[], value: string | undefined): T | undefined =>
  list.find((entry) => entry === value);

/** `GOV_OFFICE` → `gov-office`, as the supergraph's own list of graphs says it. */
const graphNames = (supergraph: DocumentNode): Map<string, string> =>
  new Map(
    supergraph.definitions
      .flatMap((node) =>
        node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === 'join__Graph'
          ? (node.values ?? [])
          : [],
      )
      .map((value) => [
        value.name.value,
        stringOf(directives(value, 'join__graph')[0], 'name') ?? value.name.value,
      ]),
  );

/** The subgraphs a supergraph is composed of. */
export const subgraphsOf = (supergraph: DocumentNode): string[] =>
  [...graphNames(supergraph).values()].sort();

const isObject = (node: DocumentNode['definitions'][number]): node is TypeNode =>
  node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION;

interface WithDirectives {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}
const directives = (node: WithDirectives, name: string): ConstDirectiveNode[] =>
  (node.directives ?? []).filter((directive) => directive.name.value === name);
const directive = (node: WithDirectives, name: string): ConstDirectiveNode | undefined =>
  directives(node, name)[0];
const has = (node: WithDirectives, name: string): boolean => directive(node, name) !== undefined;

const keyFields = (node: WithDirectives, name: string, argument: string): Set<string> =>
  new Set(directives(node, name).flatMap((key) => [...words(stringOf(key, argument))]));
const words = (fieldSet: string | undefined): Set<string> => new Set(fieldSet?.match(/\w+/g));

const argument = (node: ConstDirectiveNode | undefined, name: string) =>
  node?.arguments?.find((candidate) => candidate.name.value === name)?.value;
function stringOf(node: ConstDirectiveNode | undefined, name: string): string | undefined {
  const value = argument(node, name);
  return value?.kind === Kind.STRING ? value.value : undefined;
}
function enumOf(node: ConstDirectiveNode | undefined, name: string): string | undefined {
  const value = argument(node, name);
  return value?.kind === Kind.ENUM ? value.value : undefined;
}
function booleanOf(node: ConstDirectiveNode | undefined, name: string): boolean | undefined {
  const value = argument(node, name);
  return value?.kind === Kind.BOOLEAN ? value.value : undefined;
}
