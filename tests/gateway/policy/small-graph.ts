import { createHash } from 'node:crypto';
import {
  buildSchema,
  execute,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  type DocumentNode,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
} from 'graphql';

/** Interfaces, a union, lists of lists, and objects that promise more than their interfaces. */
export const schema = buildSchema(`
  type Query { person(id: ID): Person  must: Person!  beings: [Being!]!  maybe: [Being]  any: [[Any!]]  thing: Thing }
  interface Being { id: ID!  name(style: String): String  friend: Being  friends: [Being] }
  interface Thing { name(style: String): String  under: Any }
  type Person implements Being & Thing {
    id: ID!  name(style: String): String!  friend: Person  friends: [Being!]  under: Rock  secret: Int  boss: Person!
  }
  type Dog implements Being & Thing {
    id: ID!  name(style: String): String  friend: Being  friends: [Person]  under: Any  bark: Int
  }
  type Cat implements Being {
    id: ID!  name(style: String): String  friend: Being!  friends: [Being]!  meow: Int!  owner: Person
  }
  type Rock implements Thing { name(style: String): String  under: Person }
  union Any = Person | Cat | Rock
`);

export interface Executed {
  readonly data: unknown;
  readonly asked: ReadonlySet<string>;
}

type Withheld = (info: GraphQLResolveInfo) => boolean;

/** Executes a document over a world that is made up as it is asked; a field cannot be null more often than it may. */
export function executed(
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
  world: number,
  withheld: Withheld = () => false,
): Executed {
  const asked = new Set<string>();
  const result = execute({
    schema,
    document,
    variableValues: variables,
    rootValue: { at: String(world) },
    fieldResolver: (parent: { at: string }, args, _, info) => {
      asked.add(`${info.parentType.name}.${info.fieldName}`);
      if (withheld(info)) return null;
      return madeUp(`${parent.at} ${info.fieldName} ${JSON.stringify(args)}`, info.returnType);
    },
    typeResolver: ({ type }: { type: string }) => type,
  });
  return { data: JSON.parse(JSON.stringify(result)).data, asked };
}

function madeUp(at: string, type: GraphQLOutputType): unknown {
  const dice = createHash('md5').update(at).digest();
  // Now and then an agency breaks its promise.
  if (dice[0]! % (isNonNullType(type) ? 40 : 6) === 0) return null;
  const of = getNullableType(type);
  if (isListType(of))
    return Array.from({ length: dice[1]! % 3 }, (_, index) => madeUp(`${at} ${index}`, of.ofType));
  const named = getNamedType(of);
  if (!isCompositeType(named)) return dice[2];
  const objects = isAbstractType(named) ? schema.getPossibleTypes(named) : [named];
  return { at, type: objects[dice[3]! % objects.length]!.name };
}
