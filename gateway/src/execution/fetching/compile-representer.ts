import type { GraphQLSchema } from 'graphql';
import type { Bytes } from '@lienthong/shared/bytes';
import { createCode, literal, read } from '../generated-code.ts';
import { own, type Data } from '../own.ts';
import type { Required } from '../planning/plan.ts';
import { isBehind, represent, type Told } from './representations.ts';

/**
 * Says as JSON what a subgraph has to be told of an object; null where it cannot be asked about it. `escape` where some
 * text may hold what JSON has to escape.
 */
export type Represent = (object: Data, escape: boolean) => Bytes | null;

/**
 * Compiles what tells of objects, a function for each type there is: mostly their type and a key. Where more than values
 * of the object's own is told, {@link represent} tells it.
 */
export function compileRepresenter(told: Told, schema: GraphQLSchema): Represent {
  const byType = new Map<unknown, Represent>();
  return (object, escape) => {
    const typename = own(object, '__typename');
    let tell = byType.get(typename);
    if (!tell) {
      const names = typeof typename === 'string' && valuesOf(told, typename, schema);
      tell = names ? compile(names) : (other) => represent(other, told, schema);
      // What they call themselves comes from subgraphs, without end; the types of a schema are few.
      if (typeof typename === 'string' && schema.getType(typename)) byType.set(typename, tell);
    }
    return tell(object, escape);
  };
}

/** The names of what is told of objects of a type; null where not all of it are values told as they are. */
function valuesOf(
  { requires, inputRewrites }: Told,
  typename: string,
  schema: GraphQLSchema,
): ReadonlySet<string> | null {
  if (inputRewrites.length > 0) return null;
  const names = new Set<string>();
  const add = (all: readonly Required[]): boolean =>
    all.every((each) => {
      if (each.kind === 'on') return !isBehind(typename, each.type, schema) || add(each.below);
      names.add(each.name);
      return each.below === null;
    });
  return add(requires) && names.has('__typename') ? names : null;
}

function compile(names: ReadonlySet<string>): Represent {
  const told = [...names].map((name, position) => {
    const before = literal(`${position === 0 ? '{' : ','}${literal(name)}:`);
    return (
      `v=${read('o', name)};if(v===undefined)return null;` +
      `s+=${before}+(typeof v==='string'&&!escape?'"'+v+'"':JSON.stringify(v));`
    );
  });
  return createCode().evaluate<Represent>(`(o,escape)=>{let s='',v;${told.join('')}return s+'}';}`);
}
