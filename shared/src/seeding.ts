import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Column, Entity, PrimaryColumn, type DataSource, type ObjectLiteral } from 'typeorm';
import type { z } from 'zod';
import { StartError } from './errors.ts';

/** Reads one file of the seeds and checks its shape. */
export interface ReadSeed {
  <Shape extends z.ZodType>(file: string, shape: Shape): z.output<Shape>;
  /** Whether there is such a file. */
  has(file: string): boolean;
}
/** Rows by entity, an entity after those its foreign keys point at. */
export type SeedRows = readonly (readonly [entity: new () => object, rows: readonly ObjectLiteral[]])[];
/** Rows by what they are replaced with: the catalogue comes from the Resolution, the records from a world of their own. */
export type Seeds = Readonly<Record<string, SeedRows>>;

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
export function seedReader(...folders: readonly [string, ...string[]]): ReadSeed {
  const placeOf = (file: string): string | undefined =>
    folders.map((folder) => join(folder, file)).find(existsSync);
  const read = <Shape extends z.ZodType>(file: string, shape: Shape): z.output<Shape> => {
    const path = placeOf(file) ?? join(folders[0], file);
    const inShape = parsed.get(shape) ?? new Map<string, unknown>();
    parsed.set(shape, inShape);
    if (!inShape.has(path)) inShape.set(path, check(path, shape));
    return inShape.get(path) as never;
  };
  return Object.assign(read, { has: (file: string) => placeOf(file) !== undefined });
}

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

/** A part that was laid by a command of its own: a start leaves it as it is. */
export const LAID_APART = 'laid apart: ';

/**
 * Lays a part of the seeds into the database, in one transaction, unless it holds exactly this already. The seed
 * replaces what its tables held.
 */
export async function seedDatabase(database: DataSource, part: string, rows: SeedRows): Promise<void> {
  const content = rows.map(([entity, entries]) => [entity.name, entries]);
  const hash = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  const state = database.getRepository(SeedState);
  const laid = (await state.findOneBy({ name: part }))?.hash;
  if (laid === hash || laid?.startsWith(LAID_APART)) return;

  await database.transaction(async (transaction) => {
    for (const [entity] of [...rows].reverse())
      await transaction.createQueryBuilder().delete().from(entity).execute();
    for (const [entity, entries] of rows) {
      for (let from = 0; from < entries.length; from += ROWS_PER_INSERT) {
        await transaction.insert(entity, entries.slice(from, from + ROWS_PER_INSERT));
      }
    }
    await transaction.getRepository(SeedState).save({ name: part, hash });
  });
}
