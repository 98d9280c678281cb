import {
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';
import { readAskedFields, type AskedField, type Parts } from './asked-fields.ts';
import type { Variables } from './conditions.ts';
import { TYPE_ALIAS } from './remaining-document.ts';
import type { Holes } from './take-out.ts';

type Answer = Readonly<Record<string, unknown>>;

/**
 * The answer to the whole question out of the answer to what was left of it: refused fields are null, what was added
 * for our own sake is gone, and names stand in the order asked (GraphQL specification, section 7.1.1). Where nothing
 * was left to ask, `{}` is what was answered. `data` stays as it is.
 */
export function fillHoles(data: unknown, holes: Holes, variables: Variables): unknown {
  const { schema, operation, root, refused } = holes;
  if (refused.size === 0) return data;
  const { partsOf, fieldsOf, isTakenOut } = readAskedFields(holes, variables);
  return isAnswer(data) ? filledObject(data, root, partsOf(operation.selectionSet)) : null;

  function filledObject(answer: Answer, type: GraphQLObjectType, parts: Parts): Answer | null {
    const filled = Object.create(null) as Record<string, unknown>;
    for (const [key, asked] of fieldsOf(parts, type)) {
      const value = filledField(answer[key], type, asked);
      if (value === null && asked.field && isNonNullType(asked.field.type)) return null;
      filled[key] = value;
    }
    return filled;
  }

  function filledField(value: unknown, parent: GraphQLObjectType, asked: AskedField): unknown {
    if (asked.name === '__typename') return parent.name;
    if (!asked.field) return value ?? null;
    return isTakenOut(asked) ? null : filledValue(value, asked.field.type, asked.parts);
  }

  function filledValue(value: unknown, mayBeNull: GraphQLOutputType, parts: Parts): unknown {
    if (value === null || value === undefined) return null;
    const type = getNullableType(mayBeNull);
    if (isListType(type)) return Array.isArray(value) ? filledList(value, type.ofType, parts) : null;
    if (!isCompositeType(type)) return value;
    const object = isAnswer(value) ? typeOf(value, type) : undefined;
    return object ? filledObject(value as Answer, object, parts) : null;
  }

  function filledList(values: readonly unknown[], type: GraphQLOutputType, parts: Parts): unknown[] | null {
    const filled = values.map((value) => filledValue(value, type, parts));
    return isNonNullType(type) && filled.includes(null) ? null : filled;
  }

  function typeOf(answer: Answer, type: GraphQLNamedType): GraphQLObjectType | undefined {
    const name = answer[TYPE_ALIAS];
    const found = isAbstractType(type) && typeof name === 'string' ? schema.getType(name) : type;
    return isObjectType(found) ? found : undefined;
  }
}

const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
