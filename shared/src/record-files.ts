import { getMetadataArgsStorage } from 'typeorm';
import { z } from 'zod';
import type { EntityClass } from './define-subgraph.ts';
import type { ReadSeed, SeedRows } from './seeding.ts';

/**
 * The rows of an agency's records, a file for each entity: `<agency>/<Entity>.json`, a list of rows in the entity's own
 * columns. An entity without a file has none.
 */
export const readRecords = (read: ReadSeed, agency: string, entities: readonly EntityClass[]): SeedRows =>
  entities
    .map((entity) => [entity, `${agency}/${entity.name}.json`] as const)
    .filter(([, file]) => read.has(file))
    .map(([entity, file]) => [entity, read(file, rowsOf(entity))]);

const shapes = new Map<EntityClass, z.ZodArray<z.ZodObject>>();

/** Exactly the columns that the entity states, each as what its type holds. */
function rowsOf(entity: EntityClass): z.ZodArray<z.ZodObject> {
  const known = shapes.get(entity);
  if (known) return known;
  const columns = getMetadataArgsStorage().filterColumns(entity);
  const shape = z.array(
    z.strictObject(
      Object.fromEntries(
        columns.map(({ propertyName, options: { type, nullable } }) => {
          const value = VALUES[String(type)] ?? z.string();
          return [propertyName, nullable ? value.nullable() : value];
        }),
      ),
    ),
  );
  shapes.set(entity, shape);
  return shape;
}

/** What columns hold that hold no text. */
const VALUES: Readonly<Record<string, z.ZodType>> = {
  boolean: z.boolean(),
  integer: z.int(),
  bigint: z.int(),
  real: z.number(),
  date: z.iso.date(),
  'simple-json': z.json(),
};
