import {
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLAbstractType,
  type GraphQLLeafType,
  type GraphQLNullableType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import type { AskedField, AskedFields, Parts } from '../../policy/taking-out/asked-fields.ts';
import type { Bytes } from '@lienthong/shared/bytes';
import { createCode, literal, read } from '../generated-code.ts';
import { leafTest } from '../leaf-check.ts';
import { typeNamed } from './type-named.ts';
import { own, type Data } from '../own.ts';
import { responseName } from '../planning/reserved-names.ts';

/** Writes an object as JSON; null where something is not as it should be, which is for the shaper to tell. */
export type Write = (object: Data) => Bytes | null;

export interface WriterOptions {
  readonly schema: GraphQLSchema;
  readonly fields: AskedFields;
  /** Whether some text may hold what JSON has to escape. */
  readonly escape: boolean;
}

/** Their values are JSON as they are. */
const RAW: ReadonlySet<string> = new Set(['Int', 'Float', 'Boolean']);

/**
 * Compiles what writes the answer to one question: fields in the order asked and nothing else. It writes answers that have
 * nothing wrong with them in one pass, which are nearly all.
 */
export function compileWriter(parts: Parts, type: GraphQLObjectType, options: WriterOptions): Write {
  const { schema, fields, escape } = options;
  const { fieldsOf, isTakenOut } = fields;
  const code = createCode();
  const known = new Map<Parts, Map<GraphQLObjectType, string>>();
  let names = 0;
  const fresh = (kind: string): string => `${kind}${names++}`;
  return code.evaluate<Write>(objectWriter(parts, type));

  /** The name of the function that writes such objects. */
  function objectWriter(parts: Parts, type: GraphQLObjectType): string {
    const ofParts = known.get(parts) ?? new Map<GraphQLObjectType, string>();
    known.set(parts, ofParts);
    const before = ofParts.get(type);
    if (before !== undefined) return before;
    const name = fresh('w');
    ofParts.set(type, name);
    const asked = [...fieldsOf(parts, type)].filter(([, { name, field }]) => field ?? name === '__typename');
    const written = asked.map(([fetched, field], position) =>
      fieldWriter(
        `${position === 0 ? '{' : ','}${JSON.stringify(responseName(fetched))}:`,
        fetched,
        field,
        type,
      ),
    );
    code.declare(
      `function ${name}(o){${asked.length === 0 ? "let s='{';" : "let s='',v;"}${written.join('')}return s+'}';}`,
    );
    return name;
  }

  function fieldWriter(
    before: string,
    fetched: string,
    asked: AskedField,
    parent: GraphQLObjectType,
  ): string {
    if (!asked.field) return `s+=${literal(`${before}"${parent.name}"`)};`;
    if (isTakenOut(asked))
      return isNonNullType(asked.field.type) ? 'return null;' : `s+=${literal(`${before}null`)};`;
    return `v=${read('o', fetched)};${valueWriter('s', before, 'v', asked.field.type, asked.parts)}`;
  }

  /** Writes what `value` holds behind `before`. */
  function valueWriter(
    into: string,
    before: string,
    value: string,
    type: GraphQLOutputType,
    parts: Parts,
  ): string {
    const missing = isNonNullType(type) ? 'return null;' : `${into}+=${literal(`${before}null`)};`;
    const present = presentWriter(into, before, value, isNonNullType(type) ? type.ofType : type, parts);
    return `if(${value}===undefined||${value}===null)${missing}else{${present}}`;
  }

  function presentWriter(
    into: string,
    before: string,
    value: string,
    type: GraphQLNullableType & GraphQLOutputType,
    parts: Parts,
  ): string {
    if (isListType(type)) return listWriter(into, before, value, type.ofType, parts);
    if (isObjectType(type) || isAbstractType(type)) {
      const [writer, text] = [
        isObjectType(type) ? objectWriter(parts, type) : anyWriter(parts, type),
        fresh('x'),
      ];
      return (
        `if(typeof ${value}!=='object'||Array.isArray(${value}))return null;` +
        `const ${text}=${writer}(${value});if(${text}===null)return null;${into}+=${literal(before)}+${text};`
      );
    }
    return leafWriter(into, before, value, type);
  }

  function listWriter(
    into: string,
    before: string,
    value: string,
    type: GraphQLOutputType,
    parts: Parts,
  ): string {
    const [list, index, each] = [fresh('l'), fresh('i'), fresh('e')];
    return (
      `if(!Array.isArray(${value}))return null;let ${list}='';` +
      `for(let ${index}=0;${index}<${value}.length;${index}++){const ${each}=${value}[${index}];` +
      `if(${index}>0)${list}+=',';${valueWriter(list, '', each, type, parts)}}` +
      `${into}+=${literal(`${before}[`)}+${list}+']';`
    );
  }

  function leafWriter(into: string, before: string, value: string, type: GraphQLLeafType): string {
    const raw = `${literal(before)}+${value}`;
    const quoted = `${literal(`${before}"`)}+${value}+'"'`;
    const escaped = `${literal(before)}+JSON.stringify(${value})`;
    const text = escape && !isEnumType(type) ? escaped : quoted;
    const written =
      isEnumType(type) || type.name === 'String'
        ? text
        : RAW.has(type.name)
          ? raw
          : `(typeof ${value}==='string'?${text}:${escaped})`;
    return `if(!(${leafTest(value, type, code)}))return null;${into}+=${written};`;
  }

  /** Types that may stand in one place are many, those that do are few: each writer is made when one is met. */
  function anyWriter(parts: Parts, type: GraphQLAbstractType): string {
    const writers = new Map<unknown, Write | null>();
    return code.constant((object: Data): Bytes | null => {
      const name = own(object, '__typename');
      let write = writers.get(name);
      if (write === undefined) {
        const found = typeNamed(name, type, schema);
        if (!isObjectType(found) || !schema.isSubType(type, found)) return null;
        write = compileWriter(parts, found, options);
        writers.set(name, write);
      }
      return write && write(object);
    });
  }
}
