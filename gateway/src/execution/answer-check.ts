import {
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { collectFields, type CollectedField, type Selections } from './collect-fields.ts';
import { createCode, literal, read } from './generated-code.ts';
import { leafTest } from './leaf-check.ts';
import { isData, own, type Data } from './own.ts';

/** Whether a value is what was asked for. */
export type Check = (value: unknown) => boolean;

export interface CheckOptions {
  /** The whole graph: which values and types of it callers do not see is looked at when their answer is written. */
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/**
 * Compiles a check of objects against the question and the schema: nothing missing, lists and objects where they
 * belong, values of their types, types that may stand there, no null where none may. What was not asked for is taken
 * out. Without it one malformed answer would take the whole request down, or write into what other agencies
 * answered. What the schema does not show is not checked.
 */
export function compileCheck(
  type: GraphQLCompositeType,
  set: SelectionSetNode,
  options: CheckOptions,
): Check {
  return compile(type, [{ set, conditional: false }], options);
}

/** A check of entities, each by the type it is known to be of. */
export function compileEntitiesCheck(
  set: SelectionSetNode,
  options: CheckOptions,
): (answered: unknown, typenames: readonly string[]) => boolean {
  const checks = new Map<string, Check>();
  const checkOf = (typename: string): Check => {
    const check = checks.get(typename) ?? compile(typename, [{ set, conditional: false }], options);
    checks.set(typename, check);
    return check;
  };
  return (answered, typenames) => {
    if (!Array.isArray(answered) || answered.length !== typenames.length) return false;
    let check: Check | undefined;
    for (let index = 0; index < typenames.length; index += 1) {
      if (!check || typenames[index] !== typenames[index - 1]) check = checkOf(typenames[index]!);
      if (answered[index] !== null && !check(answered[index])) return false;
    }
    return true;
  };
}

type AllSelections = readonly Selections[];

function compile(
  type: GraphQLCompositeType | string,
  selections: AllSelections,
  options: CheckOptions,
  byInterface = false,
): Check {
  const { schema, fragments } = options;
  const code = createCode();
  const trim = code.constant(trimTo);
  let names = 0;
  const fresh = (kind: string): string => `${kind}${names++}`;
  return code.evaluate<Check>(start());

  function start(): string {
    if (typeof type !== 'string') return objectCheck(type, selections);
    return byInterface ? fieldsCheck(type, selections) : namedCheck(type, selections);
  }

  /** What is asked about by an interface may be any object behind it. */
  function namedCheck(name: string, selections: AllSelections): string {
    const type = schema.getType(name);
    return isInterfaceType(type) ? abstractCheck(type, selections) : fieldsCheck(name, selections);
  }

  function objectCheck(type: GraphQLCompositeType, selections: AllSelections): string {
    return isObjectType(type) ? fieldsCheck(type.name, selections) : abstractCheck(type, selections);
  }

  /** Types that may stand in one place are many, those that do are few: each check is compiled when it is met. */
  function abstractCheck(type: GraphQLCompositeType, selections: AllSelections): string {
    const checks = new Map<unknown, Check>();
    return code.constant((value: unknown): boolean => {
      const typename = isData(value) ? own(value, '__typename') : undefined;
      let check = checks.get(typename);
      if (!check) {
        const answered = typeof typename === 'string' ? schema.getType(typename) : undefined;
        // A subgraph may know an object by its interface alone (`@interfaceObject`).
        if (isInterfaceType(type) && (typename === undefined || answered === type))
          check = compile(type.name, selections, options, true);
        else if (isObjectType(answered) && !isObjectType(type) && schema.isSubType(type, answered))
          check = compile(answered.name, selections, options);
        else return false;
        checks.set(typename, check);
      }
      return check(value);
    });
  }

  function fieldsCheck(typename: string, selections: AllSelections): string {
    const { byKey, open } = collectFields(selections, typename, schema, fragments);
    const name = fresh('k');
    const checks = [...byKey].map(([key, field]) => fieldCheck(typename, key, field)).join('');
    const trimmed = open
      ? ''
      : `let n=0;for(const k in o)n++;if(n!==${byKey.size})${trim}(o,${code.constant(byKey)});`;
    code.declare(
      `function ${name}(o){if(typeof o!=='object'||o===null||Array.isArray(o))return false;` +
        `let v=${read('o', '__typename')};if(v!==undefined&&v!==${literal(typename)})return false;` +
        `${trimmed}${checks}return true;}`,
    );
    return name;
  }

  function fieldCheck(
    typename: string,
    key: string,
    { name, selections, conditional }: CollectedField,
  ): string {
    const type = schema.getType(typename);
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
    const check =
      name === '__typename'
        ? `if(v!==${literal(typename)})return false;`
        : field
          ? typeCheck('v', field.type, selections)
          : '';
    if (check === '') return '';
    return `v=${read('o', key)};${conditional ? `if(v!==undefined){${check}}` : check}`;
  }

  function typeCheck(value: string, type: GraphQLOutputType, selections: AllSelections): string {
    if (isNonNullType(type)) return presentCheck(value, type.ofType, selections);
    return `if(${value}!==null){${presentCheck(value, type, selections)}}`;
  }

  function presentCheck(value: string, type: GraphQLOutputType, selections: AllSelections): string {
    if (isListType(type)) {
      const [index, each] = [fresh('i'), fresh('e')];
      return (
        `if(!Array.isArray(${value}))return false;for(let ${index}=0;${index}<${value}.length;${index}++)` +
        `{const ${each}=${value}[${index}];${typeCheck(each, type.ofType, selections)}}`
      );
    }
    if (isCompositeType(type)) return `if(!${objectCheck(type, selections)}(${value}))return false;`;
    return `if(!(${leafTest(value, type, code)}))return false;`;
  }
}

/** Takes out what was not asked for. */
function trimTo(object: Data, asked: ReadonlyMap<string, unknown>): void {
  for (const key of Object.keys(object)) if (!asked.has(key)) delete object[key];
}
