import { z } from 'zod';
import { SourceFault } from './source-fault.ts';

const inBothLanguages = z.strictObject({ vi: z.string().min(1), en: z.string().min(1) });
export type InBothLanguages = z.infer<typeof inBothLanguages>;

const agencyId = z.string().regex(/^[a-z]+(-[a-z]+)?$/);
const databaseId = z.string().regex(/^[a-z-]+-[ABC]-\d\d$/);
const line = z.int().positive();

const correction = z.strictObject({
  line,
  printed: z.string().min(1),
  corrected: z.string().min(1),
  reason: inBothLanguages,
});

const agency = z.strictObject({
  id: agencyId,
  name: z.string(),
  alsoPrinted: z.array(z.string()).default([]),
  nameEn: z.string(),
  abbreviation: z.string(),
  kind: z.enum([
    'MINISTRY',
    'MINISTERIAL_LEVEL_AGENCY',
    'COURT',
    'PROCURACY',
    'STATE_AUDIT',
    'NATIONAL_ASSEMBLY',
    'PARTY',
    'PRESIDENCY',
    'FATHERLAND_FRONT',
    'PEOPLES_COMMITTEE',
  ]),
  type: z.string().regex(/^[A-Z][A-Za-z]+$/),
  note: inBothLanguages.nullable(),
});

const excludedBody = z.strictObject({ name: z.string(), nameEn: z.string(), line, note: inBothLanguages });

const partner = z.strictObject({
  id: z.string(),
  name: z.string(),
  nameEn: z.string(),
  shortName: z.string(),
  variants: z.array(z.string()).min(1),
});

const sameAs = z.strictObject({
  databases: z.tuple([databaseId, databaseId]),
  certainty: z.enum(['CERTAIN', 'PROBABLE', 'DOUBTFUL']),
  reason: inBothLanguages,
});

const priorityLink = z.strictObject({
  id: z.string().regex(/^P-\d\d$/),
  nameEn: z.string(),
  databases: z.array(databaseId),
  note: inBothLanguages.nullable(),
});

const group = z.enum(['MINISTRIES', 'LOCALITIES', 'ENTERPRISES', 'POLITICAL_BODIES', 'ALL_RELEVANT']);

/** Words of the text that name whoever works: agencies, a group, or a body that is none of the 24. */
const actor = z.strictObject({
  phrases: z.array(z.string()).min(1),
  agencies: z.array(agencyId).default([]),
  group: group.optional(),
  other: z.string().optional(),
});

const committee = z.strictObject({
  nameEn: z.string(),
  titles: z.record(z.string(), z.string()),
  roles: z.record(
    z.string(),
    z.strictObject({
      rank: z.enum(['HEAD', 'STANDING_DEPUTY_HEAD', 'DEPUTY_HEAD', 'MEMBER', 'SECRETARY', 'REPRESENTATIVE']),
      roleEn: z.string(),
    }),
  ),
});

const requirementStatus = z.strictObject({
  id: z.string(),
  status: z.enum(['planned', 'outside']),
  reason: inBothLanguages.optional(),
});

/** The files of source/ that are kept by hand, each with the shape it must have. */
export const handKept = {
  corrections: z.array(correction),
  agencies: z.array(agency),
  'excluded-bodies': z.array(excludedBody),
  partners: z.array(partner),
  'same-as': z.array(sameAs),
  'priority-links': z.array(priorityLink),
  actors: z.array(actor),
  committee,
  'requirement-status': z.array(requirementStatus),
};

export type HandKept = { readonly [File in keyof typeof handKept]: z.infer<(typeof handKept)[File]> };
export type Agency = z.infer<typeof agency>;
export type Partner = z.infer<typeof partner>;
export type SameAs = z.infer<typeof sameAs>;
export type ActorWords = z.infer<typeof actor>;
export type Group = z.infer<typeof group>;
export type RequirementStatus = z.infer<typeof requirementStatus>;

/** Reads one hand-kept file; a fault names the file and the entry. */
export function readHandKept<File extends keyof HandKept>(file: File, json: string): HandKept[File] {
  const value = parsed(file, json);
  const result = handKept[file].safeParse(value);
  if (result.success) return result.data as HandKept[File];
  const [{ path, message }] = result.error.issues as [z.core.$ZodIssue];
  const [entry, ...field] = path;
  throw new SourceFault(
    `${file}.json`,
    nameOf(value, entry),
    `${field.length ? `${field.join('.')}: ` : ''}${message}.`,
  );
}

/** An entry as its keeper finds it: by its number, and its id or line where it has one. */
function nameOf(value: unknown, entry: PropertyKey | undefined): string {
  if (entry === undefined) return 'the whole file';
  if (typeof entry !== 'number') return `"${String(entry)}"`;
  const { id, line } = (value as { id?: string; line?: number }[])[entry] ?? {};
  const name = id ?? (line === undefined ? undefined : `line ${line}`);
  return `entry ${entry + 1}${name === undefined ? '' : ` (${name})`}`;
}

function parsed(file: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new SourceFault(`${file}.json`, 'the whole file', `it is not JSON (${(error as Error).message}).`);
  }
}
