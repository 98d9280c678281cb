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
import { PIECE, type Bytes, type BytesInPieces } from '@lienthong/shared/bytes';
import { createCode, literal, read } from '../generated-code.ts';
import { leafTest } from '../leaf-check.ts';
import { typeNamed } from './type-named.ts';
import { own, type Data } from '../own.ts';
import { responseName } from '../planning/reserved-names.ts';
import { createMemory } from './remember-written.ts';

/** Writes an object as JSON behind other text; null where something is not as it should be, which is for the shaper to tell. */
export type Write = (object: Data, before: Bytes) => Bytes | null;

/** The same for a whole answer, which may take several pieces. */
export type WriteAnswer = (answered: Data) => BytesInPieces | null;

export interface WriterOptions {
  readonly schema: GraphQLSchema;
  readonly fields: AskedFields;
  /** Whether some text may hold what JSON has to escape. */
  readonly escape: boolean;
  /** Whether one object stands in several places: then it is written once, where it stands under one of these names. */
  readonly repeated: boolean;
  readonly mayRepeat: ReadonlySet<string>;
}

/** Their values are JSON as they are. */
const RAW: ReadonlySet<string> = new Set(['Int', 'Float', 'Boolean']);

/**
 * Compiles what writes the answer to one question: fields in the order asked and nothing else. It writes answers that have
 * nothing wrong with them in one pass, which are nearly all.
 */
export function compileWriter(parts: Parts, type: GraphQLObjectType, options: WriterOptions): WriteAnswer {
  const memory = createMemory();
  // An answer's own, and let go of with it: this function outlives all answers.
  let pieces: Bytes[] | null = null;
  const write = compile(parts, type, options, { remember: memory.remember, putAside });
  return (answered) => {
    try {
      const last = write(answered, '');
      return last === null || pieces === null ? last : [...pieces, last];
    } finally {
      pieces = null;
      memory.forget();
    }
  };

  /** What is remembered is one text. */
  function putAside(text: Bytes): Bytes {
    if (memory.isWriting()) return text;
    (pieces ??= []).push(text);
    return '';
  }
}

interface Means {
  readonly remember: (write: Write) => Write;
  /** Takes a text that has become long enough for a piece; what it gives back is what to go on behind. */
  readonly putAside: (text: Bytes) => Bytes;
}

function compile(parts: Parts, type: GraphQLObjectType, options: WriterOptions, means: Means): Write {
  const { schema, fields, escape, repeated, mayRepeat } = options;
  const { fieldsOf, isTakenOut } = fields;
  const code = createCode();
  const known = new Map<Parts, Map<GraphQLObjectType, string>>();
  const repeating = new Set<Parts>();
  const remembering = new Map<string, string>();
  const putAside = code.constant(means.putAside);
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
      `function ${name}(o,s){${asked.length === 0 ? "s+='{';" : 'let v;'}${written.join('')}return s+'}';}`,
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
    if (repeated && mayRepeat.has(fetched)) repeating.add(asked.parts);
    return `v=${read('o', fetched)};${valueWriter(before, 'v', asked.field.type, asked.parts)}`;
  }

  /** Writes what `value` holds behind `before`. */
  function valueWriter(before: string, value: string, type: GraphQLOutputType, parts: Parts): string {
    const missing = isNonNullType(type) ? 'return null;' : `s+=${literal(`${before}null`)};`;
    const present = presentWriter(before, value, isNonNullType(type) ? type.ofType : type, parts);
    return `if(${value}===undefined||${value}===null)${missing}else{${present}}`;
  }

  function presentWriter(
    before: string,
    value: string,
    type: GraphQLNullableType & GraphQLOutputType,
    parts: Parts,
  ): string {
    if (isListType(type)) return listWriter(before, value, type.ofType, parts);
    if (isObjectType(type) || isAbstractType(type)) {
      const once = isObjectType(type) ? objectWriter(parts, type) : anyWriter(parts, type);
      const writer = repeating.has(parts) ? rememberingWriter(once) : once;
      const behind = before === '' ? 's' : `s+${literal(before)}`;
      return (
        `if(typeof ${value}!=='object'||Array.isArray(${value}))return null;` +
        `s=${writer}(${value},${behind});if(s===null)return null;`
      );
    }
    return leafWriter(before, value, type);
  }

  function listWriter(before: string, value: string, type: GraphQLOutputType, parts: Parts): string {
    const [index, each] = [fresh('i'), fresh('e')];
    return (
      `if(!Array.isArray(${value}))return null;s+=${literal(`${before}[`)};` +
      `for(let ${index}=0;${index}<${value}.length;${index}++){const ${each}=${value}[${index}];` +
      `if(s.length>=${PIECE})s=${putAside}(s);` +
      `if(${index}>0)s+=',';${valueWriter('', each, type, parts)}}s+=']';`
    );
  }

  function leafWriter(before: string, value: string, type: GraphQLLeafType): string {
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
    return `if(!(${leafTest(value, type, code)}))return null;s+=${written};`;
  }

  /** The name of a function that does the same, once for each object. */
  function rememberingWriter(writer: string): string {
    const before = remembering.get(writer);
    if (before !== undefined) return before;
    const name = fresh('r');
    remembering.set(writer, name);
    code.declare(`const ${name}=${code.constant(means.remember)}(${writer});`);
    return name;
  }

  /** Types that may stand in one place are many, those that do are few: each writer is made when one is met. */
  function anyWriter(parts: Parts, type: GraphQLAbstractType): string {
    const writers = new Map<unknown, Write | null>();
    return code.constant((object: Data, before: Bytes): Bytes | null => {
      const name = own(object, '__typename');
      let write = writers.get(name);
      if (write === undefined) {
        const found = typeNamed(name, type, parts, schema, fields);
        if (!found) return null;
        write = compile(parts, found, options, means);
        writers.set(name, write);
      }
      return write && write(object, before);
    });
  }
}
