import { z } from 'zod';

/** What `demo/<case>/story.yaml` may hold. The JSON Schema that editors pick up is made from it. */

const text = z
  .strictObject({ vi: z.string().min(1), en: z.string().min(1) })
  .describe('The text in Vietnamese and in English.');
const label = z.string().min(1);
const PERSON = /^0\d{11}$/;
const personalId = z
  .string()
  .regex(PERSON, 'expected a personal identification number, twelve digits in quotes')
  .describe('A personal identification number, in quotes.');
const file = z
  .string()
  .regex(/^[\w-]+\.graphql$/, 'expected a file of this folder, such as admission.graphql')
  .describe('A .graphql file of this folder.');
const coordinate = z
  .string()
  .regex(/^\w+\.\w+$/, 'expected a field of the graph, Type.field')
  .describe('A field of the graph, Type.field.');
const code = z.string().regex(/^[A-Z][A-Z_]+$/, 'expected a stable code, such as NO_GRANT');
const agency = z.string().regex(/^[a-z][a-z-]*$/, 'expected the id of an agency, such as moet');

const caller = z
  .strictObject({
    who: text.describe('Who asks, and why.'),
    agency: agency.optional(),
    system: label.default('demo'),
    officer: label.optional(),
    purpose: label.optional(),
    procedure: label.optional(),
    case: z.strictObject({ id: label, subjects: z.array(label).default([]) }).optional(),
    territory: z
      .string()
      .regex(/^\d{2,5}$/, 'expected the code of an administrative unit, in quotes')
      .optional(),
    decision: label.describe('The number of the decision the request rests on.').optional(),
    approvedBy: z.array(label).describe('Who approved the request.').optional(),
    citizen: personalId.describe('The person who asks; beside it only `who`.').optional(),
  })
  .refine(({ agency, citizen }) => (agency === undefined) !== (citizen === undefined), {
    error: 'expected either agency or citizen',
  })
  .describe('What the token of whoever asks says.');

const refused = z.strictObject({
  coordinate,
  reason: code.describe('The reason code.'),
  basis: label.describe('The act and article, as in law/legal-acts.yaml.'),
  by: agency.describe('The owner, where it was not the gateway that refused.').optional(),
});

const question = z.strictObject({
  title: text.describe('What is asked.'),
  caller: label.describe('An entry of callers.'),
  operation: file,
  variables: z.record(z.string(), z.unknown()).default({}),
  expect: z.strictObject({
    answer: z.unknown().describe('All of the data; null where there is none.'),
    refused: z
      .array(refused)
      .describe('Every field that is refused, in any order, once for each field and reason.')
      .default([]),
    errors: z.array(code).describe('Codes of errors that are no refusals of fields.').default([]),
    asked: z
      .array(z.union([agency, z.array(agency).min(2)]))
      .describe('The agencies asked, in order; those asked at the same time in a list of their own.')
      .default([]),
    subjects: z
      .array(personalId)
      .describe(
        'The people the receipt names: each sees it in their tracker, unless it is sealed. Left out: those of the case.',
      )
      .optional(),
    outcome: z.enum(['ALLOWED', 'PARTIAL', 'REFUSED', 'FAILED']).describe('Of the receipt.').optional(),
    sealed: z.boolean().describe('Whether the people concerned do not see it yet.').default(false),
  }),
});

const change = z.strictObject({
  title: text.describe('What somebody would like to add.'),
  agency: agency.describe('To whose schema it is added.'),
  schema: file.describe('What is added, as GraphQL.'),
  expect: z.strictObject({ fault: code, basis: label.describe('The law its message names.') }),
});

export const storyFile = z
  .strictObject({
    title: text,
    situation: text.describe('The situation, in two sentences.'),
    source: z.array(label).min(1).describe('Laws and published texts it rests on; what is invented says so.'),
    callers: z.record(z.string().regex(/^[a-z][a-z-]*$/), caller),
    steps: z.array(question).min(1, 'expected at least one step').describe('What is asked, in order.'),
    changes: z
      .array(change)
      .describe('What somebody would like to add to a schema, and does not compose.')
      .default([]),
    tracker: personalId.describe('Whose tracker is shown at the end.'),
  })
  .describe('A use case: its story, who asks, what is answered and what is refused.');

export type Story = z.output<typeof storyFile>;
export type StoryCaller = z.output<typeof caller>;
export type Question = z.output<typeof question>;
export type SchemaChange = z.output<typeof change>;
/** Whom the receipt of a step names. */
export const subjectsOf = (
  { caller, expect: { subjects } }: Question,
  { callers }: Story,
): readonly string[] =>
  subjects ?? callers[caller]!.case?.subjects.filter((subject) => PERSON.test(subject)) ?? [];

export type Text = z.output<typeof text>;
