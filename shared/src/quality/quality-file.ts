import { z } from 'zod';
import { IDENTIFIERS, type IdentifierKind } from './identifier-kinds.ts';

/*
 * What an agency expects of its own records: the file `quality.yaml` beside its schema. The six words are those of the
 * Resolution (đúng, đủ, sạch, sống, thống nhất, dùng chung); how they are read as numbers is this project's own.
 */

const column = z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'expected the name of a column, such as dateOfBirth');
const columns = z.array(column).min(1, 'expected at least one column');

/** One thing that has to hold within a row. A check of an empty column is passed over: that it is empty is another rule. */
const check = z.union([
  z
    .strictObject({
      field: column,
      identifier: z.enum(Object.keys(IDENTIFIERS) as [IdentifierKind, ...IdentifierKind[]]),
    })
    .describe('The column holds a well-formed identifier of this kind, check digit included.'),
  z
    .strictObject({ field: column, agreesWith: column })
    .describe('The column (a date of birth or a sex) is what the personal id in the other column says.'),
  z.strictObject({ field: column, endsWith: column }).describe('The column ends with what the other holds.'),
  z
    .strictObject({ field: column, oneOf: z.array(z.string()).min(1) })
    .describe('The column holds a value of this list.'),
  z
    .strictObject({ field: column, notBefore: column })
    .describe('The day in the column is no earlier than that in the other.'),
  z
    .strictObject({ field: column, notAfterToday: z.literal(true) })
    .describe('The day in the column is not to come.'),
  z
    .strictObject({ field: column, from: z.number().optional(), to: z.number().optional() })
    .describe('The number in the column lies between these, both included.'),
  z
    .strictObject({ field: column, notAbove: column })
    .describe('The number in the column is no greater than that in the other.'),
]);
export type Check = z.infer<typeof check>;

const table = z.strictObject({
  entity: z
    .string()
    .regex(/^[A-Z][A-Za-z]*$/, 'expected the name of an entity, such as Citizen')
    .describe('The entity whose rows are measured.'),
  mandatory: z.array(column).default([]).describe('đủ: columns that must hold something.'),
  correct: z.array(check).default([]).describe('đúng: what must hold within a row.'),
  unique: z
    .array(columns)
    .default([])
    .describe('sạch: columns that no two rows share, beside the key: who shares them is there twice.'),
  updated: column.optional().describe('sống: the column with the day the row was last confirmed.'),
  master: z
    .strictObject({
      owner: z.string().describe('The agency that is asked.'),
      type: z.string().describe('The type whose matches it answers: Citizen is asked by citizenMatches.'),
      by: column.describe('The column that holds the key of that type.'),
      compare: z
        .record(column, z.string())
        .default({})
        .describe(
          'Columns by the field of the claim they are compared as: dateOfBirth: dateOfBirth. Without any, only whether the key is known.',
        ),
      authoritative: z
        .string()
        .optional()
        .describe(
          'The agency whose word counts where the two differ: the one that is asked, if none is named.',
        ),
    })
    .optional()
    .describe('thống nhất: the master source that the rows are compared with, through the exchange.'),
});
export type TableRules = z.infer<typeof table>;

export const qualityFile = z
  .strictObject({
    databases: z
      .array(
        z.strictObject({
          id: z.string().regex(/^([a-z-]+-[ABC]-\d\d|P-\d\d)$/, 'expected a database, such as mps-A-13'),
          limitDays: z
            .int()
            .positive()
            .optional()
            .describe('sống: a row is alive for so many days after it was last confirmed.'),
          tables: z.array(table).min(1, 'expected at least one table'),
        }),
      )
      .min(1, 'expected at least one database'),
  })
  .describe('What an agency expects of its own records, by database.');

export type QualityFile = z.infer<typeof qualityFile>;
export type DatabaseRules = QualityFile['databases'][number];
