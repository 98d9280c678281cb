import type { DataSource, EntityMetadata } from 'typeorm';
import type { Row } from './row-rules.ts';

/**
 * The rows that share some columns with one before them in the order of the key: of two that are the same person, the
 * second. Rows with nothing in one of the columns share nothing.
 */
export async function* findDuplicates(
  database: DataSource,
  metadata: EntityMetadata,
  columns: readonly string[],
): AsyncGenerator<Row> {
  const named = (property: string) => `"${metadata.findColumnWithPropertyName(property)!.databaseName}"`;
  const keys = metadata.primaryColumns.map(({ propertyName }) => propertyName);
  const table = metadata.tablePath
    .split('.')
    .map((part) => `"${part}"`)
    .join('.');
  const rows = await database.query<Row[]>(
    `SELECT ${keys.map((key) => `${named(key)} AS "${key}"`).join(', ')} FROM (
       SELECT ${keys.map(named).join(', ')}, ROW_NUMBER() OVER (
         PARTITION BY ${columns.map(named).join(', ')} ORDER BY ${keys.map(named).join(', ')}
       ) AS place
       FROM ${table} WHERE ${columns.map((column) => `${named(column)} IS NOT NULL AND CAST(${named(column)} AS TEXT) <> ''`).join(' AND ')}
     ) AS placed WHERE place > 1`,
  );
  yield* rows;
}
