import { parse, type DocumentNode, type ParseOptions, type Source } from 'graphql';
import { inOneByte } from '../kept-text.ts';

/** Parses a schema or operations, with names that take one byte a character whatever else the text says ({@link inOneByte}). */
export const parseDocument = (text: string | Source, options?: ParseOptions): DocumentNode =>
  namesInOneByte(parse(text, options));

/** In place, before any of the names is looked up by: whichever is known first is the one that stays. */
function namesInOneByte(document: DocumentNode): DocumentNode {
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
  go(document as unknown as Record<string, unknown>);
  return document;
}
