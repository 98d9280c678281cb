import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { runCommand } from '@lienthong/shared/errors';
import { printRows } from '../seeds/synthetic/world.ts';
import { composeSupergraph, listedSchemas, openCompositionLaw } from './composition/compose-supergraph.ts';
import { recordTypesOf } from './composition/record-types.ts';
import { readArguments } from './read-arguments.ts';

const HELP = `Composes the subgraphs of supergraph.yaml, and what the gateway itself knows, into gateway/supergraph.graphql, and
writes down which database of the Resolution is answered by which types: seeds/reference/answered.json.

  npm run compose             compose and write
  npm run compose -- --check  compose and say whether what is written is up to date (exit code 1 if not)

A running gateway takes the new file without dropping a request.
`;

const LIST = resolve('supergraph.yaml');
const SUPERGRAPH = resolve('gateway/supergraph.graphql');
const ANSWERED = resolve('seeds/reference/answered.json');
const LAW = resolve('law');

await runCommand(async () => {
  const { values } = readArguments('npm run compose --', { check: { type: 'boolean', default: false } });
  if (values.help) return void process.stdout.write(HELP);
  const schemas = await listedSchemas(LIST);
  const law = openCompositionLaw(LAW);
  const { faults, ...composed } = composeSupergraph(schemas, law);
  if (faults) {
    for (const { code, message, places } of faults) {
      process.stderr.write(`${code}: ${message}\n${places.map((place) => `    at ${place}\n`).join('')}`);
    }
    process.stderr.write(`\nNothing was written: ${faults.length} fault(s).\n`);
    process.exitCode = 1;
    return;
  }
  const { supergraph } = composed as { supergraph: string };
  const answered = recordTypesOf(supergraph, law);
  const files = [
    { file: SUPERGRAPH, text: supergraph },
    { file: ANSWERED, text: printRows(answered) },
  ];
  const stale = files.filter(({ file, text }) => !existsSync(file) || readFileSync(file, 'utf8') !== text);
  if (values.check) {
    process.stdout.write(
      stale.length === 0
        ? 'The supergraph is up to date.\n'
        : 'The supergraph is stale: run npm run compose.\n',
    );
    process.exitCode = stale.length === 0 ? 0 : 1;
    return;
  }
  for (const { file, text } of stale) {
    // Renamed into place: a gateway that watches the file never sees half of it.
    writeFileSync(`${file}.tmp`, text);
    renameSync(`${file}.tmp`, file);
  }
  process.stdout.write(
    `${schemas.length} subgraphs compose into ${Math.round(supergraph.length / 1024)} kB: gateway/supergraph.graphql ${stale.length === 0 ? 'was up to date' : 'written'}. ` +
      `${answered.filter(({ types }) => types.length > 0).length} databases answer with records.\n`,
  );
});
