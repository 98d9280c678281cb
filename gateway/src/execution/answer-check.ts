import {
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { collectFields, type CollectedField, type Selections } from './collect-fields.ts';
import { leafCheck } from './leaf-check.ts';

/** Whether `data` is an answer to what was asked; for entities, to as many, of these types. */
export type AnswerCheck = (data: unknown, typenames?: readonly string[]) => boolean;

type Check = (value: unknown) => boolean;
type AllSelections = readonly Selections[];

const always = (set: Selections['set']): Selections => ({ set, conditional: false });

const anything: Check = () => true;
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Compiles a check of an answer against the question and the schema: nothing missing, lists and objects where they
 * belong, values of their types, types that may stand there, no null where none may. What was not asked for is taken
 * out of `data`. Without it one malformed answer would take the whole request down, or write into what other agencies
 * answered. What the schema does not show is not checked.
 */
export function compileAnswerCheck(document: DocumentNode, schema: GraphQLSchema): AnswerCheck {
  const fragments = new Map<string, FragmentDefinitionNode>();
  let operation: OperationDefinitionNode | undefined;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) operation = definition;
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  if (!operation) return anything;
  const entities = operation.selectionSet.selections.flatMap((selection) =>
    selection.kind === Kind.FIELD && selection.name.value === '_entities'
      ? selection.selectionSet
        ? [always(selection.selectionSet)]
        : []
      : [],
  );
  return entities.length > 0
    ? entitiesCheck(entities)
    : objectCheck(schema.getRootType(operation.operation)!, [always(operation.selectionSet)]);

  function entitiesCheck(selections: AllSelections): AnswerCheck {
    const checkOf = onceEach((typename) => fieldsCheck(typename, selections));
    return (data, typenames = []) => {
      const answered = isObject(data) ? data['_entities'] : undefined;
      if (!Array.isArray(answered) || answered.length !== typenames.length) return false;
      return answered.every((entity, index) => entity === null || checkOf(typenames[index]!)(entity));
    };
  }

  function objectCheck(type: GraphQLCompositeType, selections: AllSelections): Check {
    if (isObjectType(type)) return fieldsCheck(type.name, selections);
    const checkOf = onceEach((typename) => fieldsCheck(typename, selections));
    return (value) => {
      const typename = isObject(value) ? value['__typename'] : undefined;
      const answered = typeof typename === 'string' ? schema.getType(typename) : undefined;
      return isObjectType(answered) && schema.isSubType(type, answered) && checkOf(answered.name)(value);
    };
  }

  function fieldsCheck(typename: string, selections: AllSelections): Check {
    const { byKey, open } = collectFields(selections, typename, schema, fragments);
    const checks = [...byKey].map(([key, field]) => ({ key, field, check: fieldCheck(typename, field) }));
    return (value) => {
      if (!isObject(value)) return false;
      if (value['__typename'] !== undefined && value['__typename'] !== typename) return false;
      if (!open) for (const key of Object.keys(value)) if (!byKey.has(key)) delete value[key];
      return checks.every(({ key, field, check }) => {
        // An alias may be called like what every object has of its own, such as `constructor`.
        const answered = Object.hasOwn(value, key) ? value[key] : undefined;
        return (field.conditional && answered === undefined) || check(answered);
      });
    };
  }

  function fieldCheck(typename: string, { name, selections }: CollectedField): Check {
    if (name === '__typename') return (value) => value === typename;
    const type = schema.getType(typename);
    const field = isObjectType(type) ? type.getFields()[name] : undefined;
    return field ? typeCheck(field.type, selections) : anything;
  }

  function typeCheck(type: GraphQLOutputType, selections: AllSelections): Check {
    if (isNonNullType(type)) {
      const check = typeCheck(type.ofType, selections);
      return (value) => value !== null && check(value);
    }
    const check = isListType(type)
      ? listCheck(typeCheck(type.ofType, selections))
      : isCompositeType(type)
        ? objectCheck(type, selections)
        : leafCheck(type);
    return (value) => value === null || check(value);
  }
}

const listCheck =
  (each: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(each);

/** Types that may stand in one place are many, those that do are few: each check is compiled when it is met. */
function onceEach(compile: (typename: string) => Check): (typename: string) => Check {
  const compiled = new Map<string, Check>();
  return (typename) => {
    const check = compiled.get(typename) ?? compile(typename);
    compiled.set(typename, check);
    return check;
  };
}
