import { styleText } from 'node:util';
import { compile } from '@lienthong/shared/policy/compile';
import { decide } from '@lienthong/shared/policy/decide';
import { createCachedDecide } from '@lienthong/shared/policy/decision-cache';
import { startOfDay } from '@lienthong/shared/policy/legal-day';
import { referenceDecide } from '@lienthong/shared/policy/reference';
import { assemble } from '@lienthong/shared/policy/rule-set';
import type { AgencyCaller, Classes, Grant, PolicyRequest, RuleSet } from '@lienthong/shared/policy/types';

/**
 * How long deciding takes: 330 databases of 12 fields each, 25 agencies, 30 purposes. Once as a state might write its
 * rules (each database to five groups or agencies), once with everything granted to everybody for everything.
 *
 *   npx tsx scripts/bench/policy.ts
 */
const DATABASES = 330;
const FIELDS = 12;
const AGENCIES = Array.from({ length: 25 }, (_, index) => `agency-${index}`);
const PURPOSES = Array.from({ length: 30 }, (_, index) => `purpose-${index}`);
const NOW = startOfDay('2026-06-01');
const TEXT = { vi: '', en: '' };

const ownerOf = (database: number): string => AGENCIES[database % AGENCIES.length]!;
const fieldsOf = (database: number): string[] =>
  Array.from({ length: FIELDS }, (_, field) => `Record${database}.field${field}`);

const classes: Classes = new Map(
  Array.from({ length: DATABASES }, (_, database) => database).flatMap((database) =>
    fieldsOf(database).map((coordinate) => [
      coordinate,
      {
        sharing: 'SHARED' as const,
        personal: 'BASIC' as const,
        secrecy: 'NONE' as const,
        importance: 'NORMAL' as const,
        owners: [ownerOf(database)],
        database: null,
      },
    ]),
  ),
);

function rulesOf(
  grantees: (database: number) => readonly string[],
  purposes: (grantee: number) => readonly string[],
): RuleSet {
  const grants: Grant[] = [];
  for (let database = 0; database < DATABASES; database += 1)
    grantees(database).forEach((grantee, index) => {
      for (const purpose of purposes(index))
        grants.push({
          id: `grant-${grants.length}`,
          provider: ownerOf(database),
          grantee,
          purpose,
          basis: ['Law 1 Art 2'],
          fields: [`Record${database}.*`],
          rows: 'case',
          mask: {},
          quota: null,
          conditions: [],
          validFrom: '2025-10-22',
          validTo: null,
          status: 'ACTIVE',
          riskAssessedUntil: null,
        });
    });
  const basis = { basis: ['Law 1'] };
  return assemble({
    acts: [
      {
        id: 'Law 1',
        title: TEXT,
        validFrom: '2025-01-01',
        validTo: null,
        replacedBy: [],
        certainty: 'GENERAL_HIGH',
        datesCertainty: 'GENERAL_HIGH',
        note: null,
        articles: [],
      },
    ],
    purposes: PURPOSES.map((id) => ({
      id,
      label: TEXT,
      procedure: null,
      kind: 'LAW',
      caseRequired: true,
      basis: [],
      recipients: [],
      recipientRole: 'AUTHORITY',
      minimalFields: [...Array(DATABASES).keys()].map((database) => `Record${database}.*`),
    })),
    combinations: [],
    groups: [
      { id: 'everybody', label: TEXT, members: AGENCIES },
      { id: 'half', label: TEXT, members: AGENCIES.slice(0, 12) },
    ],
    excluded: [],
    defaults: {
      open: basis,
      own: basis,
      shared: { to: 'everybody', ...basis },
      subject: basis,
      core: { sensitiveSubjects: 100_000, ...basis },
    },
    grants,
    forbids: [],
  });
}

const rows: [string, string][] = [];
const tell = (what: string, value: string) => rows.push([what, value]);
const milliseconds = (run: () => unknown): number => {
  const start = performance.now();
  run();
  return performance.now() - start;
};
/** The median of several batches: one collection of garbage must not tell the story. */
function microseconds(run: () => unknown, times: number): number {
  const batches = Array.from({ length: 11 }, () =>
    milliseconds(() => {
      for (let index = 0; index < times; index += 1) run();
    }),
  );
  return (batches.sort((a, b) => a - b)[5]! / times) * 1000;
}

const usual = rulesOf(
  (database) => ['half', ...[1, 2, 3, 4].map((step) => AGENCIES[(database + step) % 25]!)],
  (index) => [PURPOSES[index * 5]!, PURPOSES[index * 5 + 1]!],
);
const full = rulesOf(
  () => ['everybody'],
  () => PURPOSES,
);

for (const [name, rules] of [
  ['usual', usual],
  ['everything to everybody', full],
] as const) {
  const before = process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;
  let compiled = compile(rules, classes);
  const taken = Array.from({ length: 3 }, () =>
    milliseconds(() => (compiled = compile(rules, classes))),
  ).sort((a, b) => a - b)[1]!;
  const after = process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;
  tell(`compile, ${name} (${rules.grants.length} grants)`, `${taken.toFixed(0)} ms`);
  tell('  memory taken, garbage included', `${((after - before) / 2 ** 20).toFixed(0)} MB`);

  const caller: AgencyCaller = {
    kind: 'agency',
    agency: 'agency-3',
    purpose: 'purpose-0',
    case: { id: 'c', subjects: ['s'] },
  };
  for (const size of [3, 30]) {
    const coordinates = [...classes.keys()].filter((_, index) => index % 7 === 0).slice(0, size);
    const request: PolicyRequest = { caller, coordinates };
    const cached = createCachedDecide(compiled);
    tell(
      `  decide ${size} fields, cached`,
      `${microseconds(() => cached('operation', request, NOW), 20_000).toFixed(2)} µs`,
    );
    tell(
      `  decide ${size} fields`,
      `${microseconds(() => decide(request, compiled, NOW), 5_000).toFixed(2)} µs`,
    );
    if (rules === usual)
      tell(
        `  reference, ${size} fields`,
        `${microseconds(() => referenceDecide(request, rules, classes, NOW), 1).toFixed(0)} µs`,
      );
  }
}
const width = Math.max(...rows.map(([what]) => what.length)) + 2;
process.stdout.write(
  `${styleText('bold', `${DATABASES} databases × ${FIELDS} fields, ${AGENCIES.length} agencies, ${PURPOSES.length} purposes`)}\n`,
);
for (const [what, value] of rows) process.stdout.write(`${what.padEnd(width)}${value}\n`);
