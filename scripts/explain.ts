import { existsSync } from 'node:fs';
import { validate } from 'graphql';
import { runCommand, StartError } from '@lienthong/shared/errors';
import { suggestion } from '@lienthong/shared/policy/check/closest';
import { explain } from '@lienthong/shared/policy/explain';
import { startOfDay } from '@lienthong/shared/policy/legal-day';
import { coordinatesOf } from '@lienthong/shared/policy/operation-fields';
import { expand } from '@lienthong/shared/policy/patterns';
import { whatMayRead, whoMayRead } from '@lienthong/shared/policy/readers';
import { badArgument, readArguments } from './read-arguments.ts';
import { dayArgument } from './rules/day-argument.ts';
import { openRules, type OpenedRules } from './rules/open-rules.ts';
import { printExplanation, printReaders } from './rules/print-explanation.ts';
import { BadOperation, readOperation } from './rules/read-operation.ts';

const HELP = `Says what the rules would answer, without asking anybody.

  npm run explain -- --agency moh --purpose health-referral Citizen.fullName 'HealthRecord.*'
  npm run explain -- --agency moh --purpose health-referral --at 2025-10-21 gateway/examples/04-search.graphql
  npm run explain -- --who Citizen.permanentAddress who may read a field, for what
  npm run explain -- --what moh                     what an agency may read, open data aside

Fields are Type.field or Type.*; a file holds a GraphQL operation. The caller is supposed to bring every proof there is
(case, consent, officer …); what a grant needs of them is listed.

  --agency <id>      who asks; without it, an anonymous caller
  --purpose <id>     what for: an entry of law/purposes.yaml
  --at <day>         as of a day, in the past or to come (today)
  --root <folder>    the checkout whose rules are read (here)
  --json             the same as JSON
`;

const CALL = 'npm run explain --';

await runCommand(async () => {
  const { values, positionals } = readArguments(
    CALL,
    {
      agency: { type: 'string' },
      purpose: { type: 'string' },
      at: { type: 'string' },
      who: { type: 'string' },
      what: { type: 'string' },
      root: { type: 'string', default: '.' },
      json: { type: 'boolean', default: false },
    },
    'with words',
  );
  const { agency, purpose, who, what, json } = values;
  if (values.help || (positionals.length === 0 && who === undefined && what === undefined))
    return void process.stdout.write(HELP);
  if ([who, what, positionals[0]].filter((asked) => asked !== undefined).length > 1)
    throw badArgument(CALL, 'One question at a time: fields and files, --who or --what.');

  const opened = openRules(values.root);
  const { compiled, ruleSet } = opened;
  for (const name of [agency, what])
    if (name !== undefined && !compiled.namesOf.has(name))
      throw unknown('agency', name, compiled.namesOf.keys());
  if (purpose !== undefined && !compiled.purposes.has(purpose))
    throw unknown('purpose', purpose, compiled.purposes.keys());
  const at = values.at === undefined ? Date.now() : startOfDay(dayArgument(values.at));

  const answer = (found: unknown, print: () => string) =>
    process.stdout.write(`${json ? JSON.stringify(found, null, 2) : print()}\n`);
  if (who !== undefined) {
    const readers = fieldsNamed(who, opened).flatMap((field) => whoMayRead(field, compiled, at));
    answer(readers, () => printReaders(readers));
  } else if (what !== undefined) {
    const readers = whatMayRead(what, compiled, at);
    answer(readers, () => printReaders(readers));
  } else {
    const coordinates = positionals.flatMap((argument) =>
      existsSync(argument) ? fieldsOfFile(argument, opened) : fieldsNamed(argument, opened),
    );
    const explanation = explain(
      { ...(agency !== undefined && { agency }), ...(purpose !== undefined && { purpose }), coordinates },
      compiled,
      ruleSet.acts,
      at,
    );
    answer(explanation, () => printExplanation(explanation));
  }
});

function fieldsNamed(pattern: string, { compiled }: OpenedRules): string[] {
  const found = [...expand([pattern], compiled.fields)].map((number) => compiled.coordinates[number]!);
  if (found.length === 0)
    throw unknown('field or file', pattern, [...compiled.coordinates, ...compiled.fields.byType.keys()]);
  return found;
}

function fieldsOfFile(file: string, { schema }: OpenedRules): string[] {
  const { document } = readOperation(file);
  const [error] = validate(schema, document);
  if (error) throw new BadOperation(file, error);
  return coordinatesOf(document, schema);
}

function unknown(what: string, name: string, candidates: Iterable<string>): StartError {
  return new StartError('BAD_ARGUMENT', `There is no ${what} "${name}".${suggestion(name, candidates)}`);
}
