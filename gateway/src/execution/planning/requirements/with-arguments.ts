import { Kind, parse, print, stripIgnoredCharacters, visit, type FieldNode } from 'graphql';

/** A question in which a field that stands for another with arguments is that other, under the name of the first. */
export function withArguments(query: string, fields: ReadonlyMap<string, FieldNode>): string {
  let found = false;
  const question = visit(parse(query, { noLocation: true }), {
    Field: (node) => {
      const meant = fields.get(node.name.value);
      if (!meant) return;
      found = true;
      return {
        ...node,
        alias: node.alias ?? { kind: Kind.NAME, value: node.name.value },
        name: meant.name,
        arguments: meant.arguments,
      };
    },
  });
  return found ? stripIgnoredCharacters(print(question)) : query;
}
