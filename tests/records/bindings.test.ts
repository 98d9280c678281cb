import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Subgraph } from '@lienthong/shared';
import { classifySubgraph } from '@lienthong/shared/policy/classification';
import { sqliteInMemory } from '../support/sqlite.ts';
import { listed, loadListed } from '../support/subgraph.ts';

const ROOTS = new Set(['Query', 'Mutation']);

describe.each(listed.map(({ name }) => name))('%s', (name) => {
  let subgraph: Subgraph;
  beforeAll(async () => {
    subgraph = await loadListed(name);
  });

  it('binds every type that says something of people to whom it says it of', () => {
    const personal = [...classifySubgraph(name, subgraph.typeDefs)]
      .filter(([, field]) => field.personal !== 'NONE')
      .map(([coordinate]) => coordinate.split('.')[0]!)
      .filter((type) => !ROOTS.has(type));
    const unbound = [...new Set(personal)].filter((type) => !subgraph.records[type]?.subjects?.length);
    expect(unbound).toEqual([]);
  });

  it('binds by columns of text that its tables have, and calls a table as it calls the type', async () => {
    const database = await sqliteInMemory(subgraph.entities);
    try {
      for (const [type, { entity, subjects, territories, contributor }] of Object.entries(subgraph.records)) {
        if (!entity) continue;
        const { name: table, columns } = database.getMetadata(entity);
        const texts = columns.filter((column) => column.type === 'text').map((column) => column.propertyName);
        expect(table).toBe(type);
        expect(texts).toEqual(
          expect.arrayContaining([...(subjects ?? []), ...(territories ?? []), contributor ?? texts[0]]),
        );
      }
    } finally {
      await database.destroy();
    }
  });
});
