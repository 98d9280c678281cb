import type { EntityClass } from '@lienthong/shared/define-subgraph';
import { DataSource } from 'typeorm';

/** A database in memory with the tables of these entities. */
export const sqliteInMemory = (entities: readonly EntityClass[]): Promise<DataSource> =>
  new DataSource({
    type: 'better-sqlite3',
    database: ':memory:',
    entities: [...entities],
    synchronize: true,
  }).initialize();
