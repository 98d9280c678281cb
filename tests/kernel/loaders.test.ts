import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createLoaders, type Loaders } from '@lienthong/shared/loaders';
import { Column, Entity, PrimaryColumn, type DataSource } from 'typeorm';
import { sqliteInMemory } from '../support/sqlite.ts';
import { recordStatements } from '../support/statements.ts';

@Entity()
class Vaccination {
  @PrimaryColumn('text') id!: string;
  @Column('text') citizenId!: string;
  @Column('text', { nullable: true }) facilityId!: string | null;
}

let database: DataSource;
let recorded: ReturnType<typeof recordStatements>;
let loaders: Loaders;
beforeAll(async () => {
  database = await sqliteInMemory([Vaccination]);
  await database.getRepository(Vaccination).insert([
    { id: 'v-3', citizenId: 'lan', facilityId: 'f-1' },
    { id: 'v-1', citizenId: 'lan', facilityId: null },
    { id: 'v-2', citizenId: 'minh', facilityId: 'f-1' },
    ...Array.from({ length: 2_500 }, (_, index) => ({
      id: `w-${index}`,
      citizenId: `c-${index}`,
      facilityId: 'f-2',
    })),
  ]);
  recorded = recordStatements(database);
});
beforeEach(() => {
  loaders = createLoaders(database);
  recorded.statements.splice(0);
});
afterAll(async () => {
  recorded.stop();
  await database.destroy();
});

const idsOf = (rows: readonly Vaccination[]) => rows.map(({ id }) => id);

describe('Loaders', () => {
  it('answer one row per key, in the order of the keys, and null for what is not there', async () => {
    const found = await Promise.all(
      ['v-2', 'nobody', 'v-1', 'v-2'].map((id) => loaders.one(Vaccination, 'id', id)),
    );
    expect(found.map((row) => row?.id ?? null)).toEqual(['v-2', null, 'v-1', 'v-2']);
  });

  it('answer the rows of each key by primary key, and none for what is not there', async () => {
    const found = await Promise.all(
      ['minh', 'nobody', 'lan'].map((id) => loaders.many(Vaccination, 'citizenId', id)),
    );
    expect(found.map(idsOf)).toEqual([['v-2'], [], ['v-1', 'v-3']]);
  });

  it('read a table once, however often and from however deep they are asked', async () => {
    const later = async (id: string) => {
      await Promise.resolve();
      return (await loaders.one(Vaccination, 'id', id))?.id;
    };
    await Promise.all([
      ...['v-1', 'v-2', 'v-1'].map((id) => loaders.one(Vaccination, 'id', id)),
      later('v-3'),
      later('v-1'),
    ]);
    expect(recorded.statements).toHaveLength(1);
  });

  it('read each column by itself, and what is known not again', async () => {
    await Promise.all([loaders.one(Vaccination, 'id', 'v-1'), loaders.many(Vaccination, 'citizenId', 'lan')]);
    await Promise.all([loaders.one(Vaccination, 'id', 'v-1'), loaders.many(Vaccination, 'citizenId', 'lan')]);
    expect(recorded.statements).toHaveLength(2);
  });

  it('split a flood of keys into statements a database takes, and lose none', async () => {
    const keys = Array.from({ length: 2_500 }, (_, index) => `w-${index}`);
    const found = await Promise.all(keys.map((id) => loaders.one(Vaccination, 'id', id)));
    expect(found.map((row) => row?.id)).toEqual(keys);
    expect(recorded.statements).toHaveLength(3);
  });

  it.each([null, undefined])(
    'know that a foreign key of %s points at nothing, without asking',
    async (key) => {
      expect([
        await loaders.one(Vaccination, 'id', key),
        await loaders.many(Vaccination, 'facilityId', key),
      ]).toEqual([null, []]);
      expect(recorded.statements).toEqual([]);
    },
  );

  it('take a key for a value, whatever stands in it', async () => {
    expect(await loaders.one(Vaccination, 'id', "v-1' OR '1'='1")).toBeNull();
  });

  it('forget everything with their request', async () => {
    await loaders.one(Vaccination, 'id', 'v-1');
    await createLoaders(database).one(Vaccination, 'id', 'v-1');
    expect(recorded.statements).toHaveLength(2);
  });
});
