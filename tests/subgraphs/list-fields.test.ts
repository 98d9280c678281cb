import { buildSubgraphSchema } from '@apollo/subgraph';
import { describe, expect, it } from '@jest/globals';
import {
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { listed, loadListed } from '../support/subgraph.ts';
import { asker, type Asked } from './asker.ts';
import { callOf, entitiesOf, isList, rowsOf, selectionOf } from './every-field.ts';

/**
 * How many records are asked for at once: of those that lead to least, which stand last. A thousand keys are looked up in
 * one statement, and a province alone has hundreds of communes.
 */
const MANY = 12;
const DEPTH = 2;

// One after the other: Jest does not load modules that import each other twice at the same time.
const schemas = new Map<string, GraphQLSchema>();
for (const { name } of listed) {
  const { typeDefs, resolvers } = await loadListed(name);
  schemas.set(name, buildSubgraphSchema({ typeDefs, resolvers: resolvers as never }));
}

/** The tables that are read more often the second time. What stands above many records may be known already. */
function readMoreOften(before: readonly string[], now: readonly string[]): string[] {
  const times = (tables: readonly string[], table: string) => tables.filter((each) => each === table).length;
  return [...new Set(now)].filter((table) => times(now, table) > times(before, table));
}

/** As few of them as read all that all of them read, and as often: what is read in a loop is read by ever more. */
async function fewOf<T>(all: readonly T[], ask: (some: readonly T[]) => Promise<Asked>): Promise<T[]> {
  let few = all.slice(0, 2);
  let read = (await ask(few)).tables.length;
  for (const one of all.slice(2)) {
    const { tables } = await ask([...few, one]);
    if (tables.length <= read) continue;
    few = [...few, one];
    read = tables.length;
  }
  return few;
}

const partsOf = (schema: GraphQLSchema) => ({
  entities: entitiesOf(schema)
    .map(({ type, needs }) => {
      const keyed = rowsOf(type.name).filter((row) => needs.every((field) => field in row));
      return { type, needs, rows: keyed.slice(-MANY) };
    })
    .filter(({ rows }) => rows.length > 2),
  lists: Object.values(schema.getQueryType()?.getFields() ?? {}).filter(
    (field) =>
      isList(field) &&
      !field.name.startsWith('_') &&
      isObjectType(getNamedType(field.type)) &&
      // What is asked with a list of its own stands under no record.
      field.args.every(
        (argument) => !isRequiredArgument(argument) || isLeafType(getNamedType(argument.type)),
      ),
  ),
});

const keepers = [...schemas]
  .map(([name, schema]) => ({ name, ...partsOf(schema) }))
  .filter(({ entities, lists }) => entities.length + lists.length > 0);

describe.each(keepers.map((keeper) => [keeper.name, keeper] as const))(
  '%s reads its database no more often for many records than for few',
  (name, { entities, lists }) => {
    const ask = asker(name);
    if (entities.length > 0)
      it.each(entities.map((entity) => [entity.type.name, entity] as const))(
        '%s',
        async (_, { type, needs, rows }) => {
          const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type.name} ${selectionOf(type, DEPTH)} } }`;
          const representations = rows.map((row) => ({
            __typename: type.name,
            ...Object.fromEntries(needs.map((field) => [field, row[field]])),
          }));
          const askFor = (of: readonly object[]) => ask(query, { of });
          const few = await fewOf(representations, askFor);
          const [one, other] = [await askFor(few), await askFor(representations)];
          expect(few.length).toBeLessThan(Math.max(3, representations.length / 2));
          expect(readMoreOften(one.tables, other.tables)).toEqual([]);
        },
      );

    if (lists.length > 0)
      it.each(lists.map((field) => [field.name, field] as const))('Query.%s', async (_, field) => {
        const type = getNamedType(field.type) as GraphQLObjectType;
        const known = field.args.map((argument) => argument.name);
        const asked = new Map(
          rowsOf(type.name).map((row) => {
            const given = Object.fromEntries(known.filter((arg) => arg in row).map((arg) => [arg, row[arg]]));
            return [JSON.stringify(given), given];
          }),
        );
        if (asked.size === 0) asked.set('{}', {});
        const answers = [];
        for (const given of [...asked.values()].slice(0, 6)) {
          const { data, tables, errors } = await ask(
            `{ rows: ${callOf(field, given)} ${selectionOf(type, DEPTH)} }`,
          );
          expect(errors).toBeUndefined();
          answers.push({ rows: (data!['rows'] as readonly unknown[]).length, tables });
        }
        answers.sort((one, other) => one.rows - other.rows);
        const [fewest, most] = [answers.find(({ rows }) => rows > 0) ?? answers[0]!, answers.at(-1)!];
        expect(readMoreOften(fewest.tables, most.tables)).toEqual([]);
      });
  },
);
