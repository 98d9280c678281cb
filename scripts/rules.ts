import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand, StartError } from '@lienthong/shared/errors';
import { checkRules } from '@lienthong/shared/policy/check/check-rules';
import { diffRules, type RegisteredOperation } from '@lienthong/shared/policy/diff';
import { isoDay, legalDay, startOfDay } from '@lienthong/shared/policy/legal-day';
import { coordinatesOf } from '@lienthong/shared/policy/operation-fields';
import { jsonSchemaOf, RULE_FILES } from '@lienthong/shared/policy/reading/shapes';
import { qualityFile } from '@lienthong/shared/quality/quality-file';
import { badArgument, chosen, readArguments, refuseOthers } from './read-arguments.ts';
import { toCedar } from './rules/cedar.ts';
import { dayArgument } from './rules/day-argument.ts';
import { placed } from '@lienthong/shared/rule-files';
import { openRules, type OpenedRules } from './rules/open-rules.ts';
import { printDiff } from './rules/print-diff.ts';
import { readOperation } from './rules/read-operation.ts';
import { withRevision } from './rules/revision.ts';

const HELP = `Checks and compares the sharing rules: law/*.yaml and subgraphs/<agency>/sharing.yaml.

  npm run rules -- check                holds every rule against the composed graph and the law; exit code 1 on faults
  npm run rules -- diff <from> <to>     who gains and who loses which fields; each a folder or a git revision
  npm run rules -- cedar                prints the same rules as Cedar policies
  npm run rules -- schemas              writes law/schemas/*.schema.json, which editors pick up

  --root <folder>         the checkout to work on (here)
  --at <day>              check, diff: as of a day, such as 2025-10-21 (today)
  --operations <folder>   diff: operations (*.graphql) that are run; "# agency: moh" and "# purpose: health-referral" at
                          the head of a file say by whom and for what, otherwise everybody is tried
  --warnings              check: also what is only odd
  --json                  check, diff: the same as JSON
`;

const CALL = 'npm run rules --';

interface Command {
  readonly run: (values: Values, words: readonly string[]) => string | Promise<string>;
  /** Its options, beside `--root`. */
  readonly takes: readonly (keyof Values)[];
}

const commands = new Map<string, Command>([
  ['check', { run: check, takes: ['at', 'warnings', 'json'] }],
  ['diff', { run: diff, takes: ['at', 'operations', 'json'] }],
  ['cedar', { run: cedar, takes: [] }],
  ['schemas', { run: schemas, takes: [] }],
]);

await runCommand(async () => {
  const { values, words, named } = given();
  const [command, ...rest] = words;
  if (values.help || command === undefined) return void process.stdout.write(HELP);
  const { run, takes } = chosen(CALL, 'command', commands, command);
  refuseOthers(CALL, command, named, ['root', ...takes]);
  if (run !== diff && rest.length > 0) throw badArgument(CALL, `${command} takes no "${rest[0]}".`);
  process.stdout.write(`${await run(values, rest)}\n`);
});

type Values = ReturnType<typeof given>['values'];

function check({ root, at, warnings, json }: Values): string {
  const opened = openRules(root);
  const found = checkRules(opened.files, opened.graph, isoDay(legalDay(at)));
  const faults = found.filter(({ severity }) => severity === 'fault');
  if (faults.length > 0) process.exitCode = 1;
  const shown = warnings ? found : faults;
  const hidden = found.length > shown.length ? ' (--warnings lists them)' : '';
  if (json) return JSON.stringify(shown, null, 2);
  const { grants, forbids, purposes, acts } = opened.ruleSet;
  return [
    ...shown.map((problem) => placed({ ...problem, message: `${problem.code}: ${problem.message}` })),
    `${grants.length} grants, ${forbids.length} forbids, ${purposes.length} purposes, ${acts.length} acts; ${opened.graph.classes.size} fields. ` +
      `${faults.length} fault(s), ${found.length - faults.length} warning(s)${hidden}. ${opened.ruleSet.version}`,
  ].join('\n');
}

function diff({ at, operations, json }: Values, [from, to, ...more]: readonly string[]): string {
  if (from === undefined || to === undefined || more.length > 0)
    throw new StartError('BAD_ARGUMENT', 'diff takes two: npm run rules -- diff <from> <to>.');
  return withRevision(from, (before) =>
    withRevision(to, (after) => {
      const [old, now] = [openRules(before), openRules(after)];
      const found = diffRules(
        old.compiled,
        now.compiled,
        operations === undefined ? [] : readOperations(operations, old),
        at,
      );
      return json ? JSON.stringify(found, null, 2) : printDiff(found);
    }),
  );
}

function readOperations(folder: string, { schema }: OpenedRules): RegisteredOperation[] {
  return operationsIn(folder).map((name) => {
    const { text, document } = readOperation(join(folder, name));
    const said = (key: string) => new RegExp(`^# *${key}: *(\\S+)`, 'm').exec(text)?.[1];
    const [agency, purpose] = [said('agency'), said('purpose')];
    return {
      name,
      ...(agency && { agency }),
      ...(purpose && { purpose }),
      coordinates: coordinatesOf(document, schema),
    };
  });
}

/** None at all is no folder of operations: that nothing breaks would be said of nothing. */
function operationsIn(folder: string): string[] {
  const files = existsSync(folder) && statSync(folder).isDirectory() ? readdirSync(folder) : [];
  const operations = files.filter((file) => file.endsWith('.graphql')).sort();
  if (operations.length > 0) return operations;
  throw badArgument(CALL, `--operations ${folder} is no folder with operations (*.graphql) in it.`);
}

function cedar({ root }: Values): string {
  const { ruleSet, graph } = openRules(root);
  const { policies } = toCedar(ruleSet, graph.classes);
  return Object.entries(policies)
    .map(([id, policy]) => `@id(${JSON.stringify(id)})\n${policy}`)
    .join('\n\n');
}

async function schemas({ root }: Values): Promise<string> {
  const folder = join(root, 'law', 'schemas');
  if (!existsSync(folder)) throw new StartError('NO_RULES', `${root} holds no folder "law/schemas".`);
  const { format } = await import('prettier');
  const written = Object.entries({ ...RULE_FILES, quality: qualityFile }).map(async ([name, shape]) => {
    const file = join(folder, `${name}.schema.json`);
    writeFileSync(file, await format(jsonSchemaOf(shape), { parser: 'json', printWidth: 110 }));
    return `${file} written.`;
  });
  return (await Promise.all(written)).join('\n');
}

function given() {
  const { values, positionals, named } = readArguments(
    CALL,
    {
      root: { type: 'string', default: '.' },
      at: { type: 'string' },
      operations: { type: 'string' },
      warnings: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
    'with words',
  );
  return {
    words: positionals,
    named,
    values: { ...values, at: values.at === undefined ? Date.now() : startOfDay(dayArgument(values.at)) },
  };
}
