import DataLoader from 'dataloader';
import {
  And,
  Equal,
  FindOperator,
  In,
  type DataSource,
  type EntityTarget,
  type ObjectLiteral,
} from 'typeorm';

/** What bounds the look-ups of one request, and who hears of their rows. */
export interface LoaderBounds {
  /** Conditions on the rows of an entity, as alternatives: none reaches no row; null bounds nothing. */
  readonly conditionsOf: (entity: string) => readonly Readonly<Record<string, unknown>>[] | null;
  readonly onRows: (count: number) => void;
}

const UNBOUNDED: LoaderBounds = { conditionsOf: () => null, onRows: () => {} };

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

export function createLoaders(database: DataSource, bounds: LoaderBounds = UNBOUNDED): Loaders {
  const looking: LookUps = { database, bounds, byColumn: new Map() };
  return {
    async one(entity, column, key) {
      return (isAbsent(key) ? null : ((await loader(looking, entity, column).load(key))[0] ?? null)) as never;
    },
    async many(entity, column, key) {
      return (isAbsent(key) ? [] : await loader(looking, entity, column).load(key)) as never;
    },
  };
}

/** The look-ups of one request. */
interface LookUps {
  readonly database: DataSource;
  readonly bounds: LoaderBounds;
  readonly byColumn: Map<string, DataLoader<unknown, ObjectLiteral[]>>;
}

function loader(
  { database, bounds: { conditionsOf, onRows }, byColumn }: LookUps,
  entity: EntityTarget<ObjectLiteral>,
  column: string,
): DataLoader<unknown, ObjectLiteral[]> {
  const repository = database.getRepository(entity);
  const name = `${repository.metadata.name}.${column}`;
  const existing = byColumn.get(name);
  if (existing) return existing;
  const created = new DataLoader<unknown, ObjectLiteral[]>(
    async (keys) => {
      const rows = new Map<unknown, ObjectLiteral[]>(keys.map((key) => [key, []]));
      const bounds = conditionsOf(repository.metadata.name);
      if (bounds?.length === 0) return keys.map(() => []);
      const order = Object.fromEntries(
        repository.metadata.primaryColumns.map(({ propertyName }) => [propertyName, 'ASC']),
      );
      const where = (bounds ?? [{}]).map((bound) => within(bound, column, keys));
      const found = await repository.find({ where, order });
      onRows(found.length);
      for (const row of found) rows.get(row[column])?.push(row);
      return keys.map((key) => rows.get(key) ?? []);
    },
    { maxBatchSize: MAX_BATCH, name },
  );
  byColumn.set(name, created);
  return created;
}

/** A foreign key that may be empty points at nothing. */
const isAbsent = (key: unknown): boolean => key === null || key === undefined;

/** The rows with one of the keys, within a bound; one that is on the same column is held against each key at once. */
function within(
  bound: Readonly<Record<string, unknown>>,
  column: string,
  keys: readonly unknown[],
): Record<string, unknown> {
  const wanted = In([...keys]);
  return { ...bound, [column]: column in bound ? And(wanted, asOperator(bound[column])) : wanted };
}

const asOperator = (value: unknown): FindOperator<unknown> =>
  value instanceof FindOperator ? value : Equal(value);
