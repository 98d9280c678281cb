import DataLoader from 'dataloader';
import { In, type DataSource, type EntityTarget, type ObjectLiteral } from 'typeorm';

/** Batches every look-up of one request: however many resolvers ask, a table is read once per column and level. */
export interface Loaders {
  /** The row whose `column` equals `key`, or null. */
  one<Row extends ObjectLiteral>(
    entity: EntityTarget<Row>,
    column: keyof Row & string,
    key: unknown,
  ): Promise<Row | null>;
  /** The rows whose `column` equals `key`, or an empty list. */
  many<Row extends ObjectLiteral>(
    entity: EntityTarget<Row>,
    column: keyof Row & string,
    key: unknown,
  ): Promise<Row[]>;
}

/** Stays below the number of parameters SQLite and PostgreSQL take in one statement. */
const MAX_BATCH = 1000;

export function createLoaders(database: DataSource): Loaders {
  const byColumn = new Map<string, DataLoader<unknown, ObjectLiteral[]>>();

  function loader(entity: EntityTarget<ObjectLiteral>, column: string) {
    const repository = database.getRepository(entity);
    const name = `${repository.metadata.name}.${column}`;
    const existing = byColumn.get(name);
    if (existing) return existing;
    const created = new DataLoader<unknown, ObjectLiteral[]>(
      async (keys) => {
        const rows = new Map<unknown, ObjectLiteral[]>(keys.map((key) => [key, []]));
        const order = Object.fromEntries(
          repository.metadata.primaryColumns.map(({ propertyName }) => [propertyName, 'ASC']),
        );
        for (const row of await repository.find({ where: { [column]: In([...keys]) }, order })) {
          rows.get(row[column])?.push(row);
        }
        return keys.map((key) => rows.get(key) ?? []);
      },
      { maxBatchSize: MAX_BATCH, name },
    );
    byColumn.set(name, created);
    return created;
  }

  return {
    one: async (entity, column, key) =>
      (isAbsent(key) ? null : ((await loader(entity, column).load(key))[0] ?? null)) as never,
    many: async (entity, column, key) =>
      (isAbsent(key) ? [] : await loader(entity, column).load(key)) as never,
  };
}

/** A foreign key that may be empty points at nothing. */
const isAbsent = (key: unknown): boolean => key === null || key === undefined;
