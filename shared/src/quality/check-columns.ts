import type { EntityMetadata } from 'typeorm';
import { StartError } from '../errors.ts';
import type { TableRules } from './quality-file.ts';

/** What in a check names a column. */
const NAMING = ['field', 'agreesWith', 'endsWith', 'notBefore', 'notAbove'];

const columnsOf = ({ mandatory, correct, unique, updated, master }: TableRules): string[] => [
  ...mandatory,
  ...correct.flatMap((check) =>
    Object.entries(check).flatMap(([key, column]) => (NAMING.includes(key) ? [String(column)] : [])),
  ),
  ...unique.flat(),
  ...(updated === undefined ? [] : [updated]),
  ...(master ? [master.by, ...Object.keys(master.compare)] : []),
];

/** Refuses rules about a column that there is not: they would find nothing, and look as if all were well. */
export function checkColumns(table: TableRules, metadata: EntityMetadata): void {
  const unknown = columnsOf(table).find((column) => !metadata.findColumnWithPropertyName(column));
  if (unknown !== undefined)
    throw new StartError(
      'UNKNOWN_COLUMN',
      `The rules of quality name the column ${unknown}, which ${table.entity} does not have.`,
    );
}
