import {
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { readAskedFields, type AskedFields, type Parts } from '../../policy/taking-out/asked-fields.ts';
import type { Question } from '../../policy/taking-out/question.ts';
import type { Variables } from '../../policy/taking-out/conditions.ts';
import { TYPE_ALIAS } from '../../policy/taking-out/remaining-document.ts';
import { leafCheck } from '../leaf-check.ts';
import { isData, own, setOwn, type Data } from '../own.ts';
import type { Path } from '../fetching/targets.ts';

/** A null that may not stand where it does, or a value that is none of its type. */
export interface ShapeFault {
  readonly path: Path;
  readonly message: string;
}

export interface ShapedAnswer {
  readonly data: Data | null;
  readonly faults: readonly ShapeFault[];
}

/** Its parent cannot stand without it. */
const GONE = Symbol('gone');

/** So many ways of skipping and including one operation are remembered. */
const KEPT_WAYS = 64;

/**
 * Shapes what was answered into what was asked: fields in the order asked, nothing else, and nulls carried up to where
 * they may stand (GraphQL specification, section 6.4.4).
 */
export function createShaper(question: Question): (answered: Data, variables: Variables) => ShapedAnswer {
  const { schema, operation, root } = question;
  const conditional = conditionVariables(question);
  const ways = new LRUCache<string, AskedFields>({ max: KEPT_WAYS });

  function fieldsAskedWith(variables: Variables): AskedFields {
    const way = conditional.map((name) => (variables[name] === true ? '1' : '0')).join('');
    const known = ways.get(way) ?? readAskedFields(question, variables);
    ways.set(way, known);
    return known;
  }

  return (answered, variables) => {
    const { partsOf, fieldsOf } = fieldsAskedWith(variables);
    const faults: ShapeFault[] = [];
    const data = object(answered, root, partsOf(operation.selectionSet), []);
    return { data: data === GONE ? null : data, faults };

    function object(source: Data, type: GraphQLObjectType, parts: Parts, path: Path): Data | typeof GONE {
      const shaped: Data = {};
      for (const [key, asked] of fieldsOf(parts, type)) {
        if (asked.name === '__typename') {
          setOwn(shaped, key, type.name);
          continue;
        }
        if (!asked.field) continue;
        const value = completed(
          own(source, key),
          asked.field.type,
          asked.parts,
          path,
          key,
          () => `${type.name}.${asked.name}`,
        );
        if (value === GONE) return GONE;
        setOwn(shaped, key, value);
      }
      return shaped;
    }

    function completed(
      value: unknown,
      type: GraphQLOutputType,
      parts: Parts,
      above: Path,
      step: string | number,
      name: () => string,
    ): unknown {
      const result =
        value === undefined || value === null
          ? null
          : present(value, getNullableType(type), parts, above, step, name);
      if (!isNonNullType(type)) return result === GONE ? null : result;
      if (result !== null) return result;
      faults.push({
        path: [...above, step],
        message: `Cannot return null for non-nullable field ${name()}.`,
      });
      return GONE;
    }

    function present(
      value: unknown,
      type: GraphQLOutputType,
      parts: Parts,
      above: Path,
      step: string | number,
      name: () => string,
    ): unknown {
      if (isListType(type)) {
        if (!Array.isArray(value)) return wrong(above, step, name);
        const path = [...above, step];
        const shaped: unknown[] = [];
        for (let index = 0; index < value.length; index += 1) {
          const each = completed(value[index], type.ofType, parts, path, index, name);
          if (each === GONE) return GONE;
          shaped.push(each);
        }
        return shaped;
      }
      if (!isCompositeType(type)) {
        return leafCheck(type)(value) ? value : wrong(above, step, name);
      }
      if (!isData(value)) return wrong(above, step, name);
      const concrete = typeOf(value, type);
      return concrete ? object(value, concrete, parts, [...above, step]) : wrong(above, step, name);
    }

    function typeOf(value: Data, type: GraphQLCompositeType): GraphQLObjectType | null {
      if (isObjectType(type)) return type;
      const name = own(value, '__typename') ?? own(value, TYPE_ALIAS);
      const found = typeof name === 'string' ? schema.getType(name) : undefined;
      return isObjectType(found) && isAbstractType(type) && schema.isSubType(type, found) ? found : null;
    }

    function wrong(above: Path, step: string | number, name: () => string): null {
      faults.push({
        path: [...above, step],
        message: `What was answered for ${name()} is no value of its type.`,
      });
      return null;
    }
  };
}

/** The variables on which it depends what is asked. */
function conditionVariables({ operation: { variableDefinitions = [] } }: Question): string[] {
  return variableDefinitions.map(({ variable }) => variable.name.value);
}
