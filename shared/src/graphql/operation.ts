import { Kind, type DocumentNode, type OperationDefinitionNode } from 'graphql';

/** One operation of a valid document: the same object each time it is asked, as long as the document is remembered. */
export interface Operation {
  readonly document: DocumentNode;
  readonly node: OperationDefinitionNode;
  /** Undefined where it has none: then the document holds no other. */
  readonly name: string | undefined;
  /** SHA-256 of the text it came in, in hexadecimal. */
  readonly hash: string;
}

/** The operations of a valid document. */
export const operationsIn = (document: DocumentNode, hash: string): readonly Operation[] =>
  document.definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION ? { document, node, name: node.name?.value, hash } : [],
  );

/** What is found out about an object once, and kept for as long as the object is. */
export function onceFor<Key extends object, Value extends object>(
  find: (key: Key) => Value,
): (key: Key) => Value {
  const known = new WeakMap<Key, Value>();
  return (key) => {
    const kept = known.get(key);
    if (kept) return kept;
    const found = find(key);
    known.set(key, found);
    return found;
  };
}
