import { addField, declareEntity, type GraphDraft } from './graph-draft.ts';
import { createDraft, declare, type SchemaDraft } from './schema-draft.ts';
import { ARGUMENTS, LEAVES } from './vocabulary.ts';

/**
 * Adds a subgraph that knows all holders by their interface alone, and has fields of its own of them. One of the others finds holders by their
 * key, whatever their type, and knows all of these types.
 */
export function drawRatings(graph: GraphDraft): SchemaDraft | null {
  const { dice, holders, schemas, entities } = graph;
  if (holders.length === 0 || !dice.chance(80)) return null;
  knowAll(graph, dice.oneOf(schemas));

  const ratings = createDraft('ratings');
  declare(ratings, 'Holder', 'type', '@key(fields: "id")', '@interfaceObject');
  addField(graph, ratings, 'Holder', 'id', 'ID!');
  graph.sound.add('Holder.id');
  // An entity behind the interface would be known by its type too.
  const others = entities.map(({ name }) => name).filter((name) => !holders.includes(name));
  for (const name of dice.some(['stars', 'remark', 'ratedFor', 'alike', 'rank', 'grades'], 2)) {
    const leaf = dice.chance(40);
    const named = leaf ? dice.oneOf(LEAVES) : dice.oneOf(['Holder', 'Holder', 'Period', ...others]);
    const type = dice.oneOf(['T', 'T', 'T!', '[T]', '[T!]', '[[T]!]']).replace('T', named);
    if (!isTaken(graph, name))
      addField(graph, ratings, 'Holder', name, type, {
        args: leaf && dice.chance(25) ? dice.oneOf(ARGUMENTS) : '',
      });
  }
  addField(graph, ratings, 'Query', 'rated', dice.oneOf(['[Holder]', '[Holder!]!', 'Holder']));
  if (dice.chance(30)) addField(graph, ratings, 'Query', 'aRated', 'Holder', { args: '(id: ID)' });
  if (dice.chance(30)) addField(graph, ratings, 'Mutation', 'rate', 'Holder', { args: '(n: Int)' });
  return ratings;
}

/** Lets a subgraph find every holder by its key. */
function knowAll(graph: GraphDraft, schema: SchemaDraft): void {
  declare(schema, 'Holder', 'interface').marks.push('@key(fields: "id")');
  for (const name of graph.holders) {
    const { marks } = declareEntity(graph, schema, name, ['id']);
    const byId = marks.findIndex((mark) => mark.startsWith('@key(fields: "id"'));
    if (byId === -1) marks.push(KEY);
    else marks[byId] = KEY;
  }
}

const KEY = '@key(fields: "id")';

/** Whether some entity has a field of that name. */
const isTaken = ({ holders, schemas }: GraphDraft, field: string): boolean =>
  schemas.some(({ types }) => holders.some((name) => types.get(name)?.fields.has(field)));
