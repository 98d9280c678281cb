import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  getNamedType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

type Row = Readonly<Record<string, unknown>>;

const ROOTS = ['seeds/synthetic/records', 'seeds/reference'];
const kept = new Map<string, readonly Row[]>();

/** The rows of a type, of whichever agency keeps them; none where nobody has a file of that name. */
export function rowsOf(type: string): readonly Row[] {
  const known = kept.get(type);
  if (known) return known;
  const files = ROOTS.flatMap((root) =>
    readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(root, name, `${type}.json`)),
  );
  const rows = files
    .filter((file) => existsSync(file))
    .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as Row[]);
  kept.set(type, rows);
  return rows;
}

/** The fields of a `@key(fields: "a b")`, and those that `@requires` names. */
export const fieldsOfDirective = (nodes: readonly DirectiveHolder[], directive: string): string[] => [
  ...new Set(
    nodes
      .flatMap(({ directives = [] }) => directives)
      .filter(({ name }) => name.value === directive)
      .flatMap(({ arguments: args = [] }) => args.filter(({ name }) => name.value === 'fields'))
      .flatMap(({ value }) => ('value' in value ? (String(value.value).match(/\w+/g) ?? []) : [])),
  ),
];

interface DirectiveHolder {
  readonly directives?: readonly {
    readonly name: { readonly value: string };
    readonly arguments?: readonly { readonly name: { readonly value: string }; readonly value: object }[];
  }[];
}

/** The types that can be asked for by key, each with what a representation holds beside the key. */
export const entitiesOf = (schema: GraphQLSchema): readonly { type: GraphQLObjectType; needs: string[] }[] =>
  Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => {
      const entity = schema.getType('_Entity');
      return entity !== undefined && 'getTypes' in entity && entity.getTypes().includes(type);
    })
    .map((type) => ({
      type,
      needs: [
        ...fieldsOfDirective(nodesOf(type), 'key'),
        ...Object.values(type.getFields()).flatMap(({ astNode }) =>
          fieldsOfDirective(astNode ? [astNode] : [], 'requires'),
        ),
      ],
    }));

const nodesOf = ({ astNode, extensionASTNodes }: GraphQLObjectType): DirectiveHolder[] =>
  [astNode, ...extensionASTNodes].filter((node): node is NonNullable<typeof node> => !!node);

/** Everything an object says of itself, and what stands below it, so many levels deep. */
export function selectionOf(type: GraphQLObjectType, depth: number): string {
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const below = getNamedType(field.type);
    if (isLeafType(below)) return [callOf(field)];
    if (depth === 0) return [];
    return [`${callOf(field)} ${isObjectType(below) ? selectionOf(below, depth - 1) : '{ __typename }'}`];
  });
  return `{ ${fields.length > 0 ? fields.join(' ') : '__typename'} }`;
}

/** A field with what it must be given. */
export const callOf = (field: GraphQLField<unknown, unknown>, given: Row = {}): string => {
  const args = field.args
    .filter((argument) => isRequiredArgument(argument) || argument.name in given)
    .map((argument) => `${argument.name}: ${literalOf(argument, given[argument.name])}`);
  return args.length > 0 ? `${field.name}(${args.join(', ')})` : field.name;
};

function literalOf({ name, type }: GraphQLArgument, given: unknown): string {
  if (given !== undefined) return JSON.stringify(given);
  const named: GraphQLNamedType = getNamedType(type);
  if (isEnumType(named)) return named.getValues()[0]!.name;
  if (named.name === 'Int' || named.name === 'Float') return '18';
  if (named.name === 'Boolean') return 'true';
  return JSON.stringify(SAMPLES[name] ?? '2026-11-01');
}

/** What arguments of these names are given where no row says it. */
const SAMPLES: Readonly<Record<string, string>> = { commune: '00070', child: '003220000013' };

export const isList = (field: GraphQLField<unknown, unknown>): boolean =>
  isListType(isNonNullType(field.type) ? field.type.ofType : field.type);
