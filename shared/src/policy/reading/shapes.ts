import { z } from 'zod';
import { FIELD_PATTERN } from '../patterns.ts';
import {
  BASIS_KINDS,
  CERTAINTY,
  GRANT_CONDITIONS,
  GRANT_STATUSES,
  MASKS,
  QUOTA_PERIODS,
  RECIPIENT_ROLES,
  ROW_SCOPES,
} from '../types.ts';

/** What each rule file may hold. The JSON Schemas that editors pick up are made from these. */

const text = z
  .strictObject({ vi: z.string().min(1), en: z.string().min(1) })
  .describe('The text in Vietnamese and in English.');
const id = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'expected lower-case letters, digits and hyphens, such as moj-mps-birth-chain')
  .describe('Lower-case letters, digits and hyphens.');
const day = z.iso
  .date('expected a day of the calendar, written 2025-10-22')
  .describe('A day, both its first and its last moment included, Vietnamese time.');
const pattern = z
  .string()
  .regex(FIELD_PATTERN, 'expected Type.field, or Type.* for every field of the type')
  .describe('Type.field, or Type.* for every field of the type that the provider owns.');
const patterns = z.array(pattern).min(1, 'expected at least one field');
const citation = z
  .string()
  .min(1)
  .describe('The id of an act in law/legal-acts.yaml and the article: D278/2025 Art 4(2).');
const basis = z.array(citation);
const someBasis = basis.min(1, 'expected at least one citation, such as "D278/2025 Art 4(2)"');
const names = z.array(id);
const certainty = z
  .enum(CERTAINTY)
  .describe(
    'READ_IN_FULL: the text itself was read. SECONDARY: a digest, press or code says so. GENERAL_HIGH/MED/LOW: general knowledge, no source found. UNCONFIRMED: looked for and not found.',
  );

const article = z.strictObject({
  article: z.string().min(1),
  says: text,
  certainty,
});

const act = z.strictObject({
  id: z.string().regex(/^\S+( \S+)*$/, 'expected the short name of an act, such as D278/2025'),
  title: text,
  validFrom: day,
  validTo: day.nullable(),
  replacedBy: z.array(z.string()).default([]),
  certainty,
  datesCertainty: certainty.describe('How sure the two days are, where that differs.').optional(),
  note: text.nullable().default(null),
  articles: z.array(article).default([]),
});

export const legalActsFile = z
  .strictObject({ acts: z.array(act) })
  .describe('Legal acts: when they hold, what replaces them, and how sure that is.');

export const purposesFile = z
  .strictObject({
    purposes: z.array(
      z.strictObject({
        id,
        label: text,
        procedure: z
          .string()
          .regex(
            /^\d\.\d{6}(\.\d{2})?$/,
            'expected the code of an administrative procedure, such as 1.001193',
          )
          .nullable(),
        kind: z.enum(BASIS_KINDS),
        caseRequired: z.boolean(),
        basis: someBasis,
        recipients: names
          .default([])
          .describe('Agencies and groups that may ask for it; none named: every one.'),
        recipientRole: z.enum(RECIPIENT_ROLES).default('AUTHORITY'),
        sealedDays: z
          .int()
          .min(1)
          .max(3650)
          .describe(
            'For so many days those it concerns are not shown a reading; its receipt is written all the same.',
          )
          .optional(),
        minimalFields: z
          .array(pattern)
          .describe(
            'The least it needs. A field that needs a grant and is not here is refused for this purpose.',
          ),
      }),
    ),
  })
  .describe('Why data may be asked for, and the least each purpose needs.');

export const combinationsFile = z
  .strictObject({
    combinations: z.array(
      z.strictObject({
        id,
        label: text,
        parts: z
          .array(patterns)
          .min(2, 'expected at least two parts: one field alone is no combination')
          .describe('One field of every part in one request makes the combination.'),
        allowedFor: names.describe('Purposes that carry the authority.'),
        basis: someBasis,
      }),
    ),
  })
  .describe('Fields that together need an authority of their own.');

export const groupsFile = z
  .strictObject({
    groups: z.array(z.strictObject({ id, label: text, members: names })),
    excluded: z.array(z.strictObject({ id, label: text, basis: someBasis })),
  })
  .describe('Groups that a grant may name as its grantee, and agencies outside the exchange.');

export const defaultsFile = z
  .strictObject({
    open: z.strictObject({ basis }),
    own: z.strictObject({ basis }),
    shared: z.strictObject({ to: id, basis: someBasis }),
    subject: z.strictObject({ basis }),
    core: z.strictObject({ sensitiveSubjects: z.int().positive(), basis }),
  })
  .describe('What classification alone gives. The first citation in force on the day is the one named.');

const grant = z.strictObject({
  id,
  grantee: id.describe('An agency, or a group of law/groups.yaml.'),
  purpose: id,
  basis,
  fields: patterns,
  rows: z
    .strictObject({ scope: z.enum(ROW_SCOPES) })
    .describe(
      'Which records: all, those of the territory, those the grantee contributed, those about the people of the case, or of these the records that the case names by their own key.',
    ),
  mask: z
    .record(z.string().regex(/^[A-Za-z_]\w*\.[A-Za-z_]\w*$/, 'expected one field, Type.field'), z.enum(MASKS))
    .default({}),
  quota: z
    .strictObject({
      distinctSubjects: z.int().positive().optional(),
      requests: z.int().positive().optional(),
      per: z.enum(QUOTA_PERIODS),
    })
    .nullable()
    .default(null),
  conditions: z.array(z.enum(GRANT_CONDITIONS)).default([]),
  validFrom: day,
  validTo: day.nullable(),
  status: z.enum(GRANT_STATUSES).default('ACTIVE'),
  riskAssessedUntil: day.nullable().default(null),
});

const forbid = z.strictObject({
  id,
  fields: patterns,
  basis: someBasis,
  except: names.default([]),
  validFrom: day.nullable().default(null),
  validTo: day.nullable().default(null),
});

export const sharingFile = z
  .strictObject({ provider: id, grants: z.array(grant).default([]), forbids: z.array(forbid).default([]) })
  .describe(
    'What one agency shares, with whom, for what, by which law. Nothing is shared that does not stand here.',
  );

export type SharingFile = z.infer<typeof sharingFile>;

export const agreementsFile = z
  .strictObject({
    countersignedBy: id.describe('The subgraph whose officers countersign what an owner has approved.'),
    answerWithin: z.strictObject({ workingDays: z.int().positive(), basis: someBasis }),
  })
  .describe('How agreements come about: who countersigns them, and how long their owner has to answer.');

export const holidaysFile = z
  .strictObject({
    years: z
      .array(
        z.strictObject({
          year: z.int(),
          decided: z.boolean().describe('Whether the Prime Minister has decided the days of this year.'),
          newYear: day,
          tet: z.array(day).length(5, 'expected five days'),
          hungKings: day,
          reunification: day,
          labourDay: day,
          nationalDay: z.array(day).length(2, 'expected two days'),
          inLieu: z
            .array(day)
            .default([])
            .describe('Days off for holidays that fall on a Saturday or Sunday.'),
          swapped: z
            .array(z.strictObject({ off: day, worked: day }))
            .default([])
            .describe('Days off that are worked on a Saturday or Sunday instead.'),
        }),
      )
      .min(1, 'expected at least one year'),
  })
  .describe('The days on which state agencies do not work, besides Saturdays and Sundays.');

export type HolidaysFile = z.infer<typeof holidaysFile>;

export const closedDatabasesFile = z
  .strictObject({
    closed: z.array(
      z.strictObject({
        databases: z
          .array(z.string().regex(/^[a-z-]+-[ABC]-\d\d$/, 'expected a database, such as mps-C-12'))
          .min(1, 'expected at least one database'),
        reason: text,
        basis: someBasis,
      }),
    ),
  })
  .describe('Databases that stand in the catalogue and nowhere else: no schema may model their records.');

export type ClosedDatabases = z.infer<typeof closedDatabasesFile>;

export const abolishedPapersFile = z
  .strictObject({
    papers: z.array(
      z.strictObject({
        id,
        label: text,
        names: z
          .array(z.string().regex(/^[a-z][A-Za-z]+$/, 'expected the name of an input, such as householdBook'))
          .min(1, 'expected at least one name')
          .describe('How inputs that ask for the paper begin.'),
        answeredBy: patterns.describe('What says the same.'),
        basis: someBasis,
      }),
    ),
  })
  .describe('Papers that nobody hands in any more: a mutation that asks for one does not compose.');

export type AbolishedPapers = z.infer<typeof abolishedPapersFile>;

/** By the name of the schema file. */
export const RULE_FILES = {
  'legal-acts': legalActsFile,
  purposes: purposesFile,
  combinations: combinationsFile,
  groups: groupsFile,
  defaults: defaultsFile,
  sharing: sharingFile,
  agreements: agreementsFile,
  holidays: holidaysFile,
  'closed-databases': closedDatabasesFile,
  'abolished-papers': abolishedPapersFile,
} as const;

/** JSON Schema (draft 7, which editors' YAML support reads) of a rule file, as the text of its `.schema.json`. */
export const jsonSchemaOf = (shape: z.ZodType): string =>
  `${JSON.stringify(z.toJSONSchema(shape, { target: 'draft-7', io: 'input' }), null, 2)}\n`;
