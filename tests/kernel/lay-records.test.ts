import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { openDatabase } from '@lienthong/shared/database';
import { layRecords } from '@lienthong/shared/lay-records';
import { seedReader } from '@lienthong/shared/seeding';
import { Column, Entity, Index, PrimaryColumn, type DataSource } from 'typeorm';
import { bareSubgraph } from '../support/bare-subgraph.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/folder.ts';

@Entity()
class Parcel {
  @PrimaryColumn('text') id!: string;
  @Index() @Column('text') ownerId!: string;
}

let folder: TemporaryFolder;
let database: DataSource;
beforeEach(async () => {
  folder = temporaryFolder();
  const subgraph = bareSubgraph({ entities: [Parcel], seed: () => ({ records: [] }) });
  database = await openDatabase(subgraph, { dataDir: folder.path }, seedReader('/nowhere'));
});
afterEach(async () => {
  await database.destroy();
  folder.remove();
});

async function indexesOfParcels(): Promise<string[]> {
  const indexes = await database.query<{ sql: string }[]>(
    `SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'parcel' AND sql IS NOT NULL ORDER BY name`,
  );
  return indexes.map(({ sql }) => sql);
}

it.each(['finish', 'abandon'] as const)(
  'Tables have no indexes while they are filled, and their own after %s',
  async (end) => {
    const before = await indexesOfParcels();
    expect(before).toHaveLength(1);
    const layer = await layRecords(database, [Parcel]);
    expect(await indexesOfParcels()).toEqual([]);
    await layer.add({ Parcel: [{ id: 'p-1', ownerId: 'o-1' }] });
    await (end === 'finish' ? layer.finish('a test') : layer.abandon());
    expect(await indexesOfParcels()).toEqual(before);
    expect(await database.getRepository(Parcel).countBy({ ownerId: 'o-1' })).toBe(end === 'finish' ? 1 : 0);
  },
);
