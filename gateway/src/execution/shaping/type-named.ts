import {
  isInterfaceType,
  isObjectType,
  type GraphQLAbstractType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { AskedField, AskedFields, Parts } from '../../policy/taking-out/asked-fields.ts';

/**
 * The type of an object that stands where an abstract type is promised, by what it calls itself. One that is known by an
 * interface alone (`@interfaceObject`) has no name, or the interface's: any type behind that will do, where nothing that is
 * asked of the object depends on its type. Else there is none.
 */
export function typeNamed(
  name: unknown,
  type: GraphQLAbstractType,
  parts: Parts,
  schema: GraphQLSchema,
  asked: Pick<AskedFields, 'fieldsOf' | 'isTakenOut'>,
): GraphQLObjectType | undefined {
  const said = name === undefined ? type : typeof name === 'string' ? schema.getType(name) : undefined;
  if (isObjectType(said)) return schema.isSubType(type, said) ? said : undefined;
  if (!isInterfaceType(said)) return undefined;
  const [first, ...others] = schema.getPossibleTypes(said).filter((each) => schema.isSubType(type, each));
  const answered = first && toldOf(parts, first, asked);
  if (answered?.some(({ name }) => name === '__typename')) return undefined;
  return answered && others.every((each) => alike(answered, toldOf(parts, each, asked), asked))
    ? first
    : undefined;
}

/** What is told of an object of a type, in order. */
const toldOf = (
  parts: Parts,
  type: GraphQLObjectType,
  { fieldsOf }: Pick<AskedFields, 'fieldsOf'>,
): (AskedField & { readonly key: string })[] =>
  [...fieldsOf(parts, type)].flatMap(([key, asked]) =>
    (asked.field ?? asked.name === '__typename') ? [{ ...asked, key }] : [],
  );

const alike = (
  one: ReturnType<typeof toldOf>,
  other: ReturnType<typeof toldOf>,
  { isTakenOut }: Pick<AskedFields, 'isTakenOut'>,
): boolean =>
  one.length === other.length &&
  one.every((each, index) => {
    const like = other[index]!;
    return (
      each.key === like.key &&
      each.name === like.name &&
      each.parts === like.parts &&
      isTakenOut(each) === isTakenOut(like)
    );
  });
