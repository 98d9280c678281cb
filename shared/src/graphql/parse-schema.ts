import { parse, type DocumentNode, type ParseOptions, type Source } from 'graphql';
import { inOneByte } from '../kept-text.ts';

/** Parses a schema, with names that take one byte a character whatever its descriptions say ({@link inOneByte}). */
export const parseSchema = (text: string | Source, options?: ParseOptions): DocumentNode =>
  namesInOneByte(parse(text, options));

/** In place, before any of the names is looked up by: whichever is known first is the one that stays. */
export function namesInOneByte<Tree extends object>(tree: Tree): Tree {
  const known = new Map<string, string>();
  const copyOf = (name: string): string => {
    let copy = known.get(name);
    if (copy === undefined) known.set(name, (copy = inOneByte(name)));
    return copy;
  };
  function go(node: Record<string, unknown>): void {
    for (const key in node) {
      if (key === 'kind' || key === 'loc') continue;
      const value = node[key];
      if (typeof value === 'string') node[key] = copyOf(value);
      else if (typeof value === 'object' && value !== null) go(value as Record<string, unknown>);
    }
  }
  go(tree as Record<string, unknown>);
  return tree;
}
