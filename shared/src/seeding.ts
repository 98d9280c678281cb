import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Column, Entity, PrimaryColumn, type DataSource, type ObjectLiteral } from 'typeorm';
import type { z } from 'zod';
import { StartError } from './errors.ts';

/** Reads one file of the seeds and checks its shape. */
export type ReadSeed = <Shape extends z.ZodType>(file: string, shape: Shape) => z.output<Shape>;
/** Rows by entity, an entity after those its foreign keys point at. */
export type SeedRows = readonly (readonly [entity: new () => object, rows: readonly ObjectLiteral[]])[];

/** Which seeds a database was filled from, so that a start with the same seeds writes nothing. */
@Entity()
export class SeedState {
  @PrimaryColumn('text') name!: string;
  @Column('text') hash!: string;
}

/** Times the widest table's columns: below the number of parameters SQLite takes in one statement. */
const ROWS_PER_INSERT = 500;

const parsed = new WeakMap<z.ZodType, Map<string, unknown>>();

/**
 * Reads from the first of the folders that has a file. Files are read and checked once per process: the all-in-one
 * start lays the same ones into 25 databases.
 */
export const seedReader =
  (...folders: readonly [string, ...string[]]): ReadSeed =>
  (file, shape) => {
    const path = folders.map((folder) => join(folder, file)).find(existsSync) ?? join(folders[0], file);
    const inShape = parsed.get(shape) ?? new Map<string, unknown>();
    parsed.set(shape, inShape);
    if (!inShape.has(path)) inShape.set(path, check(path, shape));
    return inShape.get(path) as never;
  };

function check(path: string, shape: z.ZodType): unknown {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new StartError('BAD_SEED', `The seed ${path} cannot be read: ${(error as Error).message}`);
  }
  const read = shape.safeParse(content);
  if (read.success) return read.data;
  const { path: at, message } = read.error.issues[0]!;
  throw new StartError(
    'BAD_SEED',
    `The seed ${path} does not have its shape at ${at.join('.') || 'its root'}: ${message}`,
  );
}

/**
 * Lays the rows into the database, in one transaction, unless it holds exactly these already. Seeded tables are
 * reference data: the seed replaces what they held.
 */
export async function seedDatabase(database: DataSource, rows: SeedRows): Promise<void> {
  const content = rows.map(([entity, entries]) => [entity.name, entries]);
  const hash = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  const state = database.getRepository(SeedState);
  if ((await state.findOneBy({ name: 'seed' }))?.hash === hash) return;

  await database.transaction(async (transaction) => {
    for (const [entity] of [...rows].reverse())
      await transaction.createQueryBuilder().delete().from(entity).execute();
    for (const [entity, entries] of rows) {
      for (let from = 0; from < entries.length; from += ROWS_PER_INSERT) {
        await transaction.insert(entity, entries.slice(from, from + ROWS_PER_INSERT));
      }
    }
    await transaction.getRepository(SeedState).save({ name: 'seed', hash });
  });
}
